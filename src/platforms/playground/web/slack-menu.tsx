/** A menu that opens below its button, as Slack's selects do: choosing is asking. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

type Props = {
  readonly label: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
  readonly onChoose: (value: string) => void;
};

export function SlackMenu({ label, options, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const itemsOf = () => [...(list.current?.querySelectorAll("button") ?? [])];

  useEffect(() => {
    if (!open) return;
    list.current?.querySelector("button")?.focus();
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !whole.current?.contains(target)) setOpen(false);
    };
    for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, leave);
    return () => {
      for (const kind of ["pointerdown", "focusin"]) document.removeEventListener(kind, leave);
    };
  }, [open]);

  function close() {
    setOpen(false);
    opener.current?.focus();
  }

  function move(event: KeyboardEvent) {
    const items = itemsOf();
    const at = items.findIndex((it) => it.matches(":focus"));
    const target = nextOf(event.key, at, items);
    if (event.key === "Escape" || event.key === "Tab") return close();
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  return (
    <div className="slack-menu" ref={whole}>
      <button
        ref={opener}
        type="button"
        className="slack-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {label} <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <div ref={list} id={id} role="menu" aria-label={label} tabIndex={-1} onKeyDown={move}>
          {options.map(({ label: name, value }) => (
            <button key={value} type="button" role="menuitem" tabIndex={-1} onClick={() => onChoose(value)}>
              {name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Arrows go round, Home and End to the ends, a letter to the next name that starts with it. */
function nextOf(key: string, at: number, items: readonly HTMLButtonElement[]): HTMLButtonElement | undefined {
  if (key === "ArrowDown") return items[(at + 1) % items.length];
  if (key === "ArrowUp") return items.at((at - 1) % items.length);
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return after.find(({ textContent }) => textContent.toLowerCase().startsWith(key.toLowerCase()));
}
