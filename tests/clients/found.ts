// What a search finds, in one line each: `type` tells apart which fields a row has.
import type { components, operations, paths } from "./schema";

type Row = components["schemas"]["FoundRow"];
type Page = operations["search_list"]["responses"][200]["content"]["application/json"];

const path = "/api/v1/search/" satisfies keyof paths;

export async function search(host: string, q: string): Promise<string[]> {
  const response = await fetch(`${host}${path}?${new URLSearchParams({ q })}`);
  if (!response.ok) throw new Error(response.statusText);
  const page: Page = await response.json();
  return page.results.map(line);
}

// The compiler knows the fields of each type, and that there is no other type.
export function line(row: Row): string {
  switch (row.type) {
    case "speaker":
      return `${row.name} (${row.kind})`;
    case "claim":
      return row.text;
    case "statement":
      return `${row.made_on}, ${row.speaker.name}: “${row.text}”`;
    case "incident":
      return `${row.name}, ${row.start_date}`;
    case "source":
      return `${row.publisher}: ${row.headline}`;
  }
}
