/** The box to ask in; the arrows bring back what was asked before. */
import { type RefObject, useEffect, useState } from "react";

type Props = {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly asking: boolean;
  /** Put into the box for somebody to ask. */
  readonly waiting: string | undefined;
  readonly onAsk: (text: string) => void;
};

export function AskBox({ input, asking, waiting, onAsk }: Props) {
  const [text, setText] = useState("");
  const [earlier, setEarlier] = useState<readonly string[]>([]);
  /** How far back somebody went; 0 is the line being typed. */
  const [back, setBack] = useState(0);

  useEffect(() => {
    if (waiting !== undefined) setText(waiting);
  }, [waiting]);

  function send() {
    const question = text.trim();
    if (question === "") return;
    setEarlier([...earlier.filter((it) => it !== question), question]);
    setBack(0);
    setText("");
    onAsk(question);
  }

  function travel(to: number) {
    const at = Math.max(0, Math.min(earlier.length, to));
    setBack(at);
    setText(at === 0 ? "" : (earlier[earlier.length - at] ?? ""));
  }

  return (
    <form
      className="ask"
      aria-busy={asking}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label className="unseen" htmlFor="question">
        Ask about service meshes
      </label>
      <input
        id="question"
        ref={input}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the box is what people come for
        autoFocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={10_000}
        placeholder="Ask about service meshes"
        aria-describedby="keys"
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === "ArrowUp" || event.key === "ArrowDown") {
            event.preventDefault();
            travel(back + (event.key === "ArrowUp" ? 1 : -1));
          } else if (event.key === "Escape") travel(0);
        }}
      />
      <button type="submit">Ask</button>
      <p id="keys" className="keys">
        <kbd>Enter</kbd> asks, <kbd>↑</kbd> brings back what you asked, <kbd>Esc</kbd> clears, <kbd>/</kbd>{" "}
        returns here
      </p>
    </form>
  );
}
