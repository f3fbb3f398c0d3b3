/** An answer only the asker should read, asked for where others read too: it goes to their own chat. */
import type { Ask } from "../../bot/ask.ts";
import type { Channels } from "../../bot/channels.ts";
import type { From, Place } from "../../bot/place.ts";
import { type Card, code, plain } from "../../card/card.ts";
import { type Address, placeOfPerson, toJson } from "./address.ts";
import type { AddressBook } from "./book.ts";

export type Whisper = {
  /** Looks for the asker's own chat. Begin before the answer is made: it may be what forgets the chat. */
  readonly find: (from: From) => Promise<Address | undefined>;
  /** Gives what to say in the channel instead where there is no chat to answer in. */
  readonly say: (card: Card, ask: Ask, chat: Address | undefined) => Promise<Card | "whispered">;
};

const placeIn = ({ person, place }: From): Place => placeOfPerson(person.id, place.tenant);

export const createWhisper = (channels: Channels, book: AddressBook | undefined): Whisper => ({
  async find(from) {
    if (from.heardBy === "asker") return undefined;
    return book?.of(placeIn(from)).catch(() => undefined);
  },
  async say(card, { from, text }, chat) {
    if (!chat) return notHere(unknown, text);
    const posted = await channels.post({
      place: placeIn(from),
      address: toJson(chat),
      card: moved(card, from),
    });
    if (posted.kind === "sent") return "whispered";
    if (posted.kind === "never" && posted.gone) book?.forget(placeIn(from));
    return notHere(posted.kind === "later" ? away : unknown, text);
  },
});

/** Says where it was asked: “here” in it means there. A click on it is said in the chat. */
function moved(card: Card, { place }: From): Card {
  const where = place.kind === "channel" ? "a channel" : "a group chat";
  const buttons = card.blocks.some(({ type }) => type === "buttons")
    ? " Its buttons are about this chat."
    : "";
  return {
    ...card,
    blocks: [...card.blocks, { type: "note", text: `You asked for this in ${where}.${buttons}` }],
  };
}

const unknown =
  "I cannot reach you in a chat of our own yet. Find me under Apps, open a chat with me, and ask there";
const away = "I could not reach you in our own chat just now. Ask there";

/** Says nothing of the answer. */
const notHere = (why: string, asked: string): Card => ({
  title: "That answer is for you alone",
  banners: [],
  blocks: [
    {
      type: "paragraph",
      text: [
        plain(why),
        ...(asked !== "" && asked.length < 200 ? [plain(": "), code(asked)] : []),
        plain("."),
      ],
    },
  ],
});
