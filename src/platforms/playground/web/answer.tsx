/** One answer: both platforms side by side, and behind tabs the same as text and as JSON. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Attachment } from "./attachment.tsx";
import { SlackMessage } from "./slack-message.tsx";
import { Source } from "./source.tsx";
import type { Side, Talk, Turn } from "./talk.ts";
import { TeamsCard } from "./teams-card.tsx";

type Props = {
  readonly turn: Turn;
  readonly shade: "light" | "dark";
  readonly logo: string;
  readonly talk: Talk;
};

export function AnswerView({ turn, shade, logo, talk }: Props) {
  const [tab, setTab] = useState("cards");
  const { slack, teams, view, plain } = turn;
  const tabs: readonly { readonly id: string; readonly name: string; readonly panel: ReactNode }[] = [
    {
      id: "cards",
      name: "Side by side",
      panel: (
        <div className="sides">
          <Client side="slack" name="Slack" turn={turn} logo={logo} talk={talk}>
            <SlackMessage
              key={turn.id}
              message={slack}
              shade={shade}
              onAction={(action) => talk.say({ kind: "slack-action", action }, "slack")}
            />
          </Client>
          <Client side="teams" name="Microsoft Teams" turn={turn} logo={logo} talk={talk}>
            <TeamsCard
              key={turn.id}
              message={teams}
              onAction={(data) => talk.say({ kind: "teams-action", data }, "teams")}
            />
          </Client>
        </div>
      ),
    },
    {
      id: "text",
      name: "Text",
      panel: <Source text={plain} wraps what="what screen readers and old clients get" />,
    },
    {
      id: "slack-json",
      name: "Slack JSON",
      panel: (
        <>
          <Source
            text={JSON.stringify({ blocks: slack.blocks ?? [] }, null, 2)}
            what="for Slack’s Block Kit Builder"
          />
          {view && (
            <Source
              text={JSON.stringify(view, null, 2)}
              what="the dialog its button opens, for Block Kit Builder too"
            />
          )}
        </>
      ),
    },
    {
      id: "teams-json",
      name: "Teams JSON",
      panel: (
        <Source
          text={JSON.stringify(teams.kind === "card" ? teams.card : teams, null, 2)}
          what="for the Adaptive Cards designer"
        />
      ),
    },
  ];

  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.findIndex(({ id }) => id === tab);
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step && at + step;
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!next) return;
    event.preventDefault();
    setTab(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };

  return (
    <section className="answer" aria-label={`Answer: ${turn.title}`} aria-busy={talk.asking}>
      <div className="tabs" role="tablist" aria-label="Ways to look at the answer" onKeyDown={move}>
        {tabs.map(({ id, name }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === tab}
            aria-controls={`panel-${id}`}
            tabIndex={id === tab ? 0 : -1}
            onClick={() => setTab(id)}
          >
            {name}
          </button>
        ))}
      </div>
      {tabs.map(({ id, panel }) => (
        <div key={id} id={`panel-${id}`} role="tabpanel" aria-labelledby={`tab-${id}`} hidden={id !== tab}>
          {(id === tab || id === "cards") && panel}
        </div>
      ))}
    </section>
  );
}

type ClientProps = {
  readonly side: Side;
  readonly name: string;
  readonly turn: Turn;
  readonly logo: string;
  readonly talk: Talk;
  readonly children: ReactNode;
};

/** A platform's window: who asked, and the bot's message. */
function Client({ side, name, turn, logo, talk, children }: ClientProps) {
  const frame = useRef<HTMLElement>(null);
  const [time] = useState(() => new Date());
  // What was clicked is gone with the answer; whoever uses the keyboard goes on from the new one.
  useEffect(() => {
    if (turn.id > 0 && talk.from === side) frame.current?.focus();
  }, [turn.id, talk.from, side]);
  return (
    <section className={`client ${side}`} aria-label={name} ref={frame} tabIndex={-1}>
      <h2>{name}</h2>
      <div className="chat">
        {turn.question && (
          <div className="said">
            <span className="avatar" aria-hidden="true">
              You
            </span>
            <p>
              <b>You</b> {turn.question}
            </p>
          </div>
        )}
        <div className="told">
          <img className="avatar" src={logo} alt="" />
          <div className="message">
            <p className="who">
              <b>Mesh Advisor</b> {side === "slack" && <span className="app">APP</span>}{" "}
              <time dateTime={time.toISOString()}>
                {time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}
              </time>
            </p>
            {children}
            {turn.file && <Attachment file={turn.file} />}
          </div>
        </div>
      </div>
    </section>
  );
}
