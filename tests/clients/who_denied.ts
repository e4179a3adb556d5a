// Who denied a claim, when, in which role, in which words?
import type { components, operations, paths } from "./schema";

type Stance = components["schemas"]["Stance"];
type Asked = NonNullable<operations["claims_stances"]["parameters"]["query"]>;
type Page = operations["claims_stances"]["responses"][200]["content"]["application/json"];
type Problem = operations["claims_stances"]["responses"][400]["content"]["application/problem+json"];

const path = "/api/v1/claims/{slug}/stances/" satisfies keyof paths;

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    // Only some problems list errors.
    super((problem.errors ?? []).map((error) => error.detail).join(" ") || problem.detail);
  }
}

export async function stances(host: string, slug: string, query: URLSearchParams): Promise<Stance[]> {
  const found: Stance[] = [];
  let next: string | null = `${host}${path.replace("{slug}", slug)}?${query}`;
  while (next) {
    const response: Response = await fetch(next);
    if (!response.ok) throw new Refused(await response.json());
    const page: Page = await response.json();
    found.push(...page.results);
    next = page.next;
  }
  return found;
}

export async function whoDenied(host: string, slug: string): Promise<string[]> {
  const asked = { position: ["denies"], ordering: ["made_on"], limit: 200 } satisfies Asked;
  const denials = await stances(host, slug, new URLSearchParams(Object.entries(asked).map(([k, v]) => [k, `${v}`])));
  return denials.map(({ statement, excerpt }) => {
    const role = statement.affiliation === null ? "in no known role" : statement.affiliation.role;
    return `${statement.made_on}: ${statement.speaker.name} (${role}): “${excerpt}”`;
  });
}
