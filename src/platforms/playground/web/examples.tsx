/** Questions to click: a few at once, all of them on demand. */
import { useRef } from "react";
import type { About } from "../protocol.ts";

type Command = About["commands"][number];

type Props = {
  readonly commands: readonly Command[];
  readonly keeps: boolean;
  readonly onAsk: (text: string) => void;
};

export function Examples({ commands, keeps, onAsk }: Props) {
  const more = useRef<HTMLDetailsElement>(null);
  const starters = commands.filter(({ starter }) => starter).flatMap(({ examples: [first] }) => first ?? []);
  const ask = (text: string) => {
    if (more.current) more.current.open = false;
    onAsk(text);
  };
  return (
    <nav className="examples" aria-label="Examples">
      <Chips examples={starters} onAsk={ask} />
      <details ref={more}>
        <summary>All examples</summary>
        <Commands commands={commands.filter(({ stateful }) => !stateful)} onAsk={ask} />
        {keeps && <Commands commands={commands.filter(({ stateful }) => stateful)} onAsk={ask} />}
      </details>
    </nav>
  );
}

type CommandsProps = Omit<Props, "keeps">;

const Commands = ({ commands, onAsk }: CommandsProps) => (
  <dl>
    {commands.map(({ name, summary, examples }) => (
      <div key={name}>
        <dt>
          <b>{name}</b> {summary}
        </dt>
        <dd>
          <Chips examples={examples} onAsk={onAsk} />
        </dd>
      </div>
    ))}
  </dl>
);

type ChipsProps = { readonly examples: readonly string[]; readonly onAsk: (text: string) => void };

const Chips = ({ examples, onAsk }: ChipsProps) => (
  <ul className="chips">
    {examples.map((text) => (
      <li key={text}>
        <button type="button" className="example" onClick={() => onAsk(text)}>
          {text}
        </button>
      </li>
    ))}
  </ul>
);
