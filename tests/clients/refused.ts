// What the compiler has to refuse: a line below that it accepts makes the compilation fail.
import type { components, operations } from "./schema";

type Row = components["schemas"]["FoundRow"];
type Stance = components["schemas"]["Stance"];
type Position = components["schemas"]["StancePosition"];
type Asked = NonNullable<operations["claims_stances"]["parameters"]["query"]>;

// @ts-expect-error: this is no position
export const misspelt: Position = "denied";
// @ts-expect-error: there is no such parameter
export const unknown: Asked = { postion: ["denies"] };
// @ts-expect-error: this is no position
export const unheard: Asked = { position: ["denied"] };
// @ts-expect-error: a statement has one speaker, and no list of them
export const plural = (stance: Stance) => stance.statement.speakers;
// @ts-expect-error: where a statement has no role, there is nothing to read the name of
export const always = (stance: Stance): string => stance.statement.affiliation.role;
// @ts-expect-error: only some types of rows that were found have a name
export const named = (row: Row): string => row.name;
// @ts-expect-error: a source has a headline and no name
export const source = (row: Row): string => (row.type === "source" ? row.name : "");
