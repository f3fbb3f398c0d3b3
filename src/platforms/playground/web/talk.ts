/** The talk with the bot: what was asked last, what came of it, and what is open. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Deed, Shown } from "../protocol.ts";
import { isOurs, linked, onTravel, remember } from "./links.ts";
import { ask } from "./server.ts";

/** Where something was done: the answer is looked for there. */
export type Side = "page" | "slack" | "teams";

export type Turn = Shown & Partial<Pick<Answer, "question" | "file">> & { readonly id: number };

export type Dialog = {
  readonly view: NonNullable<Shown["view"]>;
  readonly mistakes: Readonly<Record<string, string>>;
};

export type Talk = {
  readonly turn: Turn | undefined;
  readonly dialog: Dialog | undefined;
  readonly asking: boolean;
  readonly trouble: string | undefined;
  /** What a link from elsewhere asks, where it has to wait for somebody to say so. */
  readonly waiting: string | undefined;
  /** Where the newest answer was asked for. */
  readonly from: Side;
  readonly say: (deed: Deed, from: Side) => void;
  readonly show: (shown: Shown) => void;
  readonly close: () => void;
};

/** `keeps` is unknown at first; a question that might change something is not asked because of a link. */
export function useTalk(keeps: boolean | undefined): Talk {
  const [turn, setTurn] = useState<Turn>();
  const [dialog, setDialog] = useState<Dialog>();
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [waiting, setWaiting] = useState<string>();
  const [from, setFrom] = useState<Side>("page");
  const count = useRef(0);

  const say = useCallback(async (deed: Deed, side: Side, travelled = false) => {
    const id = ++count.current;
    setAsking(true);
    setWaiting(undefined);
    try {
      const answer = await ask(deed);
      if (id !== count.current) return;
      setTrouble(undefined);
      const asked = answer.mistakes ?? {};
      const toBlame = answer.view?.blocks.filter((block) => asked[block.block_id ?? ""] !== undefined) ?? [];
      // As in Slack: a click opens a form as a dialog, and mistakes keep it open.
      if (answer.view && (deed.kind === "slack-action" || (deed.kind === "slack-view" && toBlame.length > 0)))
        return setDialog({ view: answer.view, mistakes: asked });
      setDialog(undefined);
      setFrom(side);
      setTurn({ ...answer, id });
      if (answer.link !== undefined && !travelled) remember(answer.link);
    } catch (error) {
      if (id === count.current) setTrouble(error instanceof Error ? error.message : "Something went wrong.");
    } finally {
      if (id === count.current) setAsking(false);
    }
  }, []);

  useEffect(() => {
    if (keeps === undefined) return;
    const follow = () => {
      const question = linked();
      if (question === undefined) void say({ kind: "opened" }, "page", true);
      else if (keeps && !isOurs()) setWaiting(question);
      else void say({ kind: "typed", text: question }, "page", true);
    };
    follow();
    return onTravel(follow);
  }, [keeps, say]);

  return {
    turn,
    dialog,
    asking,
    trouble,
    waiting,
    from,
    say: (deed, side) => void say(deed, side),
    show: (shown) => setTurn({ ...shown, id: ++count.current }),
    close: () => setDialog(undefined),
  };
}
