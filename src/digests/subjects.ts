/** What can be followed: meshes, all of them, a mesh a week, and decisions. */
import { type Catalog, nameOf } from "../catalog/catalog.ts";

export const everything = "all";
export const meshOfTheWeek = "mesh-of-the-week";
const decision = /^decision:(\d+)$/u;

export const subjectOfDecision = (number: number): string => `decision:${number}`;

export function decisionIn(subject: string): number | undefined {
  const number = decision.exec(subject)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The meshes of a follow, by a test; `all` stands for each. */
export const follows =
  (subjects: readonly string[]) =>
  (mesh: string): boolean =>
    subjects.includes(everything) || subjects.includes(mesh);

/** “Istio, Linkerd and the mesh of the week”. */
export function subjectNames(catalog: Catalog, subjects: readonly string[]): string {
  const names = subjects.map((subject) => subjectName(catalog, subject));
  const last = names.pop() ?? "nothing";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}

function subjectName(catalog: Catalog, subject: string): string {
  if (subject === everything) return "all meshes";
  if (subject === meshOfTheWeek) return "the mesh of the week";
  const number = decisionIn(subject);
  if (number !== undefined) return `decision ${number}`;
  return catalog.meshById.has(subject) ? nameOf(catalog, { mesh: subject }) : subject;
}

/** How a subject is typed after `follow` and `unfollow`. */
export function typedSubject(subject: string): string {
  if (subject === meshOfTheWeek) return "mesh of the week";
  const number = decisionIn(subject);
  return number === undefined ? subject : `decision ${number}`;
}
