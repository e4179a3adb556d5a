// A React component: who stands where on which claim about an incident, as a table of speakers × claims.
import { useEffect, useState } from "react";
import type { components, operations, paths } from "./schema";

type Cell = components["schemas"]["Cell"];
type Problem = components["schemas"]["Problem"];
type Matrix = operations["incidents_matrix"]["responses"][200]["content"]["application/json"];

const path = "/api/v1/incidents/{slug}/matrix/" satisfies keyof paths;

// A record, so that the compiler asks for a word here when the API gets another position.
const words: Record<Cell["position"], string> = {
  affirms: "affirms",
  denies: "denies",
  qualifies: "accepts under a condition",
  questions: "questions",
  reports: "reports without endorsing",
  declines: "declines to comment",
};

export async function readMatrix(host: string, slug: string, signal: AbortSignal): Promise<Matrix> {
  const response = await fetch(host + path.replace("{slug}", encodeURIComponent(slug)), { signal });
  if (!response.ok) {
    const problem: Problem = await response.json();
    throw new Error(problem.detail);
  }
  return response.json();
}

// Fetches the matrix of an incident, and shows it.
export function IncidentMatrix({ host, slug }: { host: string; slug: string }) {
  const [answer, setAnswer] = useState<Matrix | Error | "loading">("loading");

  useEffect(() => {
    const controller = new AbortController();
    const show = (found: Matrix | Error) => {
      if (!controller.signal.aborted) setAnswer(found);
    };
    setAnswer("loading");
    readMatrix(host, slug, controller.signal).then(show, (reason: unknown) => {
      show(reason instanceof Error ? reason : new Error(String(reason)));
    });
    return () => controller.abort();
  }, [host, slug]);

  if (answer === "loading") return <p role="status">Loading …</p>;
  if (answer instanceof Error) return <p role="alert">{answer.message}</p>;
  return <MatrixTable matrix={answer} />;
}

export function MatrixTable({ matrix }: { matrix: Matrix }) {
  const cells = cellsByPlace(matrix.cells);
  return (
    <table>
      <caption>
        {matrix.incident.name}: who stands where. Represented: said on the speaker’s behalf. ↻: the position changed.
      </caption>
      <thead>
        <tr>
          <th scope="col">Speaker</th>
          {matrix.claims.map((claim) => (
            <th scope="col" key={claim.slug}>
              {claim.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.speakers.map((speaker) => (
          <tr key={speaker.slug}>
            <th scope="row">{speaker.name}</th>
            {matrix.claims.map((claim) => (
              <td key={claim.slug}>
                {(cells.get(place(speaker.slug, claim.slug)) ?? []).map((cell) => (
                  <PositionOf cell={cell} key={cell.capacity} />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// The capacity is a word and the sign has a label, so that a screen reader says both.
function PositionOf({ cell }: { cell: Cell }) {
  return (
    <div>
      {words[cell.position]}
      {cell.capacity === "represented" && <em> (represented)</em>}
      {cell.changed && <span role="img" aria-label="the position changed"> ↻</span>}
    </div>
  );
}

const place = (speaker: string, claim: string) => `${speaker} ${claim}`;

// The cells of each place of the table: a speaker may stand there in both capacities.
function cellsByPlace(cells: Cell[]): Map<string, Cell[]> {
  const found = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = place(cell.speaker, cell.claim);
    found.set(key, [...(found.get(key) ?? []), cell]);
  }
  return found;
}
