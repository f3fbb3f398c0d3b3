/** Links that reopen a question: `#q=compare istio linkerd`. */

const asHash = (question: string): string => `#q=${encodeURIComponent(question).replaceAll("%20", "+")}`;

/** The question in the page's address. */
export function linked(): string | undefined {
  const said = new URLSearchParams(location.hash.slice(1)).get("q")?.trim();
  return said || undefined;
}

/** Whether this page put the question there itself; a link from elsewhere has not been asked yet. */
export const isOurs = (): boolean => history.state?.asked === true;

/** Puts a question into the address, so that it can be sent to somebody, and gone back to. */
export function remember(question: string): void {
  const to = asHash(question);
  if (location.hash === to) history.replaceState({ asked: true }, "", to);
  else history.pushState({ asked: true }, "", to);
}

/** Calls back when somebody goes back, forward or to another link; returns what ends that. */
export function onTravel(hear: () => void): () => void {
  addEventListener("popstate", hear);
  return () => removeEventListener("popstate", hear);
}
