// Who denied a claim, when, in which role, in which words? Compiled by tests/clients/test_clients.py, and never run.
import type { components, operations, paths } from "./schema";

type Stance = components["schemas"]["Stance"];
type Position = components["schemas"]["StancePosition"];
type Asked = NonNullable<operations["claims_stances"]["parameters"]["query"]>;
type Page = operations["claims_stances"]["responses"][200]["content"]["application/json"];
type Problem = operations["claims_stances"]["responses"][400]["content"]["application/problem+json"];

const path = "/api/v1/claims/{slug}/stances/" satisfies keyof paths;

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super((problem.errors ?? []).map((error) => `${error.parameter}: ${error.detail}`).join(" ") || problem.detail);
  }
}

export async function stances(host: string, slug: string, query: URLSearchParams): Promise<Stance[]> {
  const found: Stance[] = [];
  let next: string | null = `${host}${path.replace("{slug}", slug)}?${query}`;
  while (next) {
    const response: Response = await fetch(next);
    if (!response.ok) throw new Refused((await response.json()) as Problem);
    const page = (await response.json()) as Page;
    found.push(...page.results);
    next = page.next;
  }
  return found;
}

export async function whoDenied(host: string, slug: string): Promise<string[]> {
  const asked = { position: ["denies"], ordering: ["made_on"], limit: 200 } satisfies Asked;
  const denials = await stances(host, slug, new URLSearchParams(Object.entries(asked).map(([k, v]) => [k, `${v}`])));
  return denials.map(({ statement, excerpt }) => {
    const role = statement?.affiliation?.role ?? "in no known role";
    return `${statement?.made_on ?? "some day"}: ${statement?.speaker?.name} (${role}): “${excerpt}”`;
  });
}

// What has to be wrong for the compiler too.
// @ts-expect-error: this is no position
export const misspelt: Position = "denied";
// @ts-expect-error: there is no such parameter
export const unknown: Asked = { postion: ["denies"] };
// @ts-expect-error: this is no position
export const unheard: Asked = { position: ["denied"] };
// @ts-expect-error: a statement has one speaker, and no list of them
export const plural = (stance: Stance) => stance.statement?.speakers;
// @ts-expect-error: where a statement has no role, there is nothing to read the name of
export const always = (stance: Stance): string => stance.statement.affiliation.role;
