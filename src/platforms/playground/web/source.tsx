/** Text to read or copy. */
import { useEffect, useState } from "react";

type Props = {
  readonly text: string;
  /** What it is for. */
  readonly what: string;
  readonly wraps?: boolean;
};

export function Source({ text, what, wraps = false }: Props) {
  const [copied, setCopied] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has not been copied yet
  useEffect(() => setCopied(false), [text]);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <figure className="source">
      <figcaption>
        <span>{what.charAt(0).toUpperCase() + what.slice(1)}</span>
        <button type="button" className="plain-button" onClick={copy}>
          Copy
        </button>
        <span role="status">{copied ? "Copied" : ""}</span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section className="scroll" tabIndex={0} aria-label={what}>
        <pre className={wraps ? "wraps" : ""}>{text}</pre>
      </section>
    </figure>
  );
}
