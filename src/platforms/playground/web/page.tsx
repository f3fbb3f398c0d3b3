/** The whole page: a box to ask in, and the answer as Slack and as Teams show it. */
import { useEffect, useRef, useState } from "react";
import logo from "../../../../manifests/teams/color.svg";
import type { About, Post } from "../protocol.ts";
import { AnswerView } from "./answer.tsx";
import { AskBox } from "./ask-box.tsx";
import { Examples } from "./examples.tsx";
import { about as fetchAbout, onPost } from "./server.ts";
import { SlackDialog } from "./slack-dialog.tsx";
import { useTalk } from "./talk.ts";
import { themes, useTheme } from "./theme.ts";

export function Page() {
  const { theme, shade, choose } = useTheme();
  const [about, setAbout] = useState<About>();
  const [unreachable, setUnreachable] = useState<string>();
  const [posts, setPosts] = useState<readonly Post[]>([]);
  const talk = useTalk(about?.keeps);
  const { turn, waiting, dialog } = talk;
  const box = useRef<HTMLInputElement>(null);
  const type = (text: string) => talk.say({ kind: "typed", text }, "page");

  useEffect(() => {
    fetchAbout().then(setAbout, (error: Error) => setUnreachable(error.message));
  }, []);
  const keeps = about?.keeps === true;
  useEffect(() => (keeps ? onPost((post) => setPosts((before) => [...before, post])) : undefined), [keeps]);
  useEffect(() => {
    const toBox = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.matches("input, textarea, select");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener("keydown", toBox);
    return () => removeEventListener("keydown", toBox);
  }, []);

  const trouble = unreachable ?? talk.trouble;
  const [newest] = posts.slice(-1);
  return (
    <>
      <header className="top">
        <div className="bar">
          <img className="logo" src={logo} alt="" width="32" height="32" />
          <h1>
            Mesh Advisor <span className="subtitle">playground</span>
          </h1>
          <fieldset className="themes">
            <legend className="unseen">Colours</legend>
            {themes.map((it) => (
              <label key={it}>
                <input type="radio" name="theme" checked={theme === it} onChange={() => choose(it)} />
                <span>{it === "system" ? "System" : it === "light" ? "Light" : "Dark"}</span>
              </label>
            ))}
          </fieldset>
        </div>
        <AskBox input={box} asking={talk.asking} waiting={waiting} onAsk={type} />
      </header>
      <main>
        {about && <Examples commands={about.commands} keeps={keeps} onAsk={type} />}
        <p role="status" className={turn ? "unseen" : "hint"}>
          {talk.asking ? "" : turn ? `Answered: ${turn.title}` : ""}
        </p>
        {trouble !== undefined && (
          <p role="alert" className="trouble">
            {trouble}
          </p>
        )}
        {waiting !== undefined && (
          <p className="hint">
            A link brought a question. It is in the box: press Enter to ask it. It does not ask by itself,
            because things are kept here and a question can change them.
          </p>
        )}
        {newest && (
          <p className="hint" role="status">
            A message came: {newest.title}{" "}
            <button
              type="button"
              className="plain-button"
              onClick={() => {
                setPosts((before) => before.filter(({ id }) => id !== newest.id));
                talk.show(newest);
              }}
            >
              Show it
            </button>
          </p>
        )}
        {turn && <AnswerView turn={turn} shade={shade} logo={logo} talk={talk} />}
      </main>
      <footer>
        {about && (
          <p>
            Catalog {about.catalog.version} of {about.catalog.date}.{" "}
            {keeps
              ? "What you follow and decide is kept."
              : "Nothing is kept; to follow meshes and record decisions, start with STATE_DIR set."}{" "}
            Nothing leaves this machine, unless you open a source.
          </p>
        )}
      </footer>
      {dialog && (
        <SlackDialog
          key={dialog.view.private_metadata}
          dialog={dialog}
          busy={talk.asking}
          onSubmit={(view) => talk.say({ kind: "slack-view", view }, "slack")}
          onClose={talk.close}
        />
      )}
    </>
  );
}
