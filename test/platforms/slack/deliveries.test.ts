import { describe, expect, it } from "vitest";
import {
  clickBody,
  eventBody,
  mention,
  press,
  type SlackRequest,
  signed,
  slashRequest,
} from "../../fakes/slack-request.ts";
import { setStage } from "./stage.ts";

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const unsigned = ({ body, headers }: SlackRequest): SlackRequest => ({
  body,
  headers: { "content-type": headers["content-type"] ?? "" },
});

describe("a delivery over HTTP", () => {
  it.each([
    ["signed with another secret", slashRequest("hi", {}, { secret: "another" })],
    ["without a signature", unsigned(slashRequest("hi"))],
    ["six minutes old", slashRequest("hi", {}, { at: minutes(-6) })],
    ["from six minutes ahead", slashRequest("hi", {}, { at: minutes(6) })],
    ["changed on its way", { ...slashRequest("hi"), body: slashRequest("ho").body }],
    ["whose timestamp is no number", withHeader(slashRequest("hi"), "x-slack-request-timestamp", "soon")],
    ["whose signature is cut short", withHeader(slashRequest("hi"), "x-slack-signature", "v0=")],
    [
      "that only wants its challenge back",
      unsigned(signed(JSON.stringify({ type: "url_verification", challenge: "c" }))),
    ],
    ["that is no JSON and not signed", { body: "{", headers: { "content-type": "application/json" } }],
  ])("%s is refused", async (_, request) => {
    const stage = await setStage();
    expect(await stage.deliver(request)).toMatchObject({ status: 401 });
    expect(stage.asked).toEqual([]);
  });

  it.each([
    ["four minutes old", slashRequest("hi", {}, { at: minutes(-4) })],
    ["from four minutes ahead", slashRequest("hi", {}, { at: minutes(4) })],
    [
      "whose content type names a charset",
      slashRequest("hi", {}, { contentType: "application/x-www-form-urlencoded; charset=utf-8" }),
    ],
    [
      "whose content type is in capitals",
      slashRequest("hi", {}, { contentType: "Application/X-WWW-Form-Urlencoded" }),
    ],
  ])("%s is answered", async (_, request) => {
    const stage = await setStage();
    expect(await stage.deliver(request)).toMatchObject({ status: 200 });
    expect(stage.asked).toHaveLength(1);
  });

  it("nested a hundred thousand deep is answered all the same", async () => {
    const stage = await setStage();
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const body = JSON.stringify(eventBody(mention("<@UBOT> hi"))).replace(/\}$/u, `,"deep":${deep}}`);
    expect(await stage.deliver(signed(body))).toMatchObject({ status: 200 });
    await expect.poll(() => stage.asked).toHaveLength(1);
  });

  it("gives the challenge back once it is signed", async () => {
    const stage = await setStage();
    const { status, body } = await stage.deliver(
      signed(JSON.stringify({ type: "url_verification", challenge: "c" })),
    );
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: { challenge: "c" } });
  });

  it("that checks the certificate gets an empty answer", async () => {
    const stage = await setStage();
    const check = {
      body: "ssl_check=1&token=t",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
    expect(await stage.deliver(check)).toMatchObject({ status: 200, body: "" });
  });

  it.each([
    ["broken JSON", signed("{")],
    ["JSON that is no object", signed("[]")],
    ["another type", signed("<hi/>", { contentType: "text/xml" })],
    [
      "a payload that is no JSON",
      signed("payload=%7B", { contentType: "application/x-www-form-urlencoded" }),
    ],
  ])("with %s is refused though it is signed", async (_, request) => {
    const stage = await setStage();
    expect(await stage.deliver(request)).toMatchObject({ status: 400 });
  });

  it("larger than a megabyte is refused", async () => {
    const stage = await setStage();
    expect(await stage.deliver(signed(JSON.stringify({ text: "x".repeat(1_100_000) })))).toMatchObject({
      status: 413,
    });
  });

  it("of a kind nobody handles is refused at once", async () => {
    const stage = await setStage();
    expect(
      await stage.deliver(
        signed(JSON.stringify({ type: "view_submission", view: {}, user: { id: "U1" }, team: { id: "T1" } })),
      ),
    ).toMatchObject({ status: 400 });
    expect(await stage.deliver(signed("{}"))).toMatchObject({ status: 400 });
  });

  it.each([
    ["response_url", { response_url: undefined }],
    ["response_url", { response_url: "our-secret-address" }],
    ["team", { team: null, user: { id: "U1" } }],
    ["channel.id", { channel: { id: "C\ud800" } }],
  ])(
    "that does not say where it comes from or how to answer is refused for its %s",
    async (field, without) => {
      const stage = await setStage();
      const whole = {
        ...clickBody({ action: press("show istio"), responseUrl: "https://hooks.slack.com/actions/1" }),
        ...without,
      };
      const form = new URLSearchParams({ payload: JSON.stringify(whole) }).toString();
      const { status, body } = await stage.deliver(
        signed(form, { contentType: "application/x-www-form-urlencoded" }),
      );
      expect([status, JSON.parse(body).error]).toEqual([400, expect.stringContaining(`look at ${field}`)]);
      expect(stage.asked).toEqual([]);
      expect(stage.logged.join("")).not.toContain("our-secret-address");
    },
  );

  it("leaves neither its words nor a secret in the log", async () => {
    const stage = await setStage();
    await stage.deliver(slashRequest("our-secret-plan"));
    await stage.deliver(signed(JSON.stringify(eventBody(mention("<@UBOT> our-secret-plan")))));
    await stage.deliver(slashRequest("our-secret-plan", {}, { secret: "another" }));
    await stage.stop();
    const log = stage.logged.join("");
    expect(log).not.toContain("our-secret-plan");
    expect(log).not.toContain("xoxb-");
    expect(log).not.toContain("a-signing-secret");
  });
});

function withHeader(request: SlackRequest, name: string, value: string): SlackRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}
