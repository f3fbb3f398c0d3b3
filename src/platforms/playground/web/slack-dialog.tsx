/** A form as the dialog Slack opens for it; what is wrong stands below its question. */
import type { AnyBlock, InputBlock } from "@slack/types";
import { useEffect, useRef } from "react";
import type { ViewValues } from "../protocol.ts";
import { SlackInput } from "./slack-input.tsx";
import type { Dialog } from "./talk.ts";
import { valuesOf } from "./view-state.ts";

type Props = {
  readonly dialog: Dialog;
  readonly busy: boolean;
  readonly onSubmit: (view: {
    readonly private_metadata: string;
    readonly state: { readonly values: ViewValues };
  }) => void;
  readonly onClose: () => void;
};

const isInput = (block: AnyBlock): block is InputBlock => block.type === "input";

export function SlackDialog({ dialog: { view, mistakes }, busy, onSubmit, onClose }: Props) {
  const frame = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const inputs = view.blocks.filter(isInput);

  useEffect(() => {
    // A browser gives the focus back to what was clicked once a dialog closes.
    frame.current?.showModal();
  }, []);
  useEffect(() => {
    if (Object.keys(mistakes).length > 0)
      form.current?.querySelector<HTMLElement>("[data-mistaken] :is(input, select, textarea)")?.focus();
  }, [mistakes]);

  return (
    <dialog
      ref={frame}
      id="slack-dialog"
      className="slack-dialog"
      aria-labelledby="dialog-title"
      onClose={onClose}
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const values = valuesOf(inputs, new FormData(event.currentTarget));
          onSubmit({ private_metadata: view.private_metadata ?? "", state: { values } });
        }}
      >
        <header>
          <h2 id="dialog-title">{view.title.text}</h2>
          <button type="button" className="close" aria-label="Close" onClick={() => frame.current?.close()}>
            ✕
          </button>
        </header>
        <div className="questions">
          {inputs.map((block) => (
            <SlackInput key={block.block_id} block={block} mistake={mistakes[block.block_id ?? ""]} />
          ))}
        </div>
        <footer>
          <button type="button" className="slack-button" onClick={() => frame.current?.close()}>
            {view.close?.text ?? "Cancel"}
          </button>
          <button type="submit" className="slack-button primary" disabled={busy}>
            {view.submit?.text ?? "Send"}
          </button>
        </footer>
      </form>
    </dialog>
  );
}
