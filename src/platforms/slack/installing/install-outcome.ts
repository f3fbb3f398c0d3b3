/** How an installation ended, as the page that tells it and what to do next. */
import { type CodedError, webApi } from "@slack/bolt";
import { ErrorCode, type Installation } from "@slack/oauth";
import type { Page } from "./install-page.ts";

/** An installation that cannot be used; its message is for whoever installs. */
export class UnusableInstallation extends Error {
  override readonly name = "UnusableInstallation";
}

export function installed({ team, enterprise, isEnterpriseInstall, appId = "" }: Installation): Page {
  if (isEnterpriseInstall && enterprise)
    return {
      status: 200,
      title: `Mesh Advisor is installed in ${enterprise.name ?? "your organisation"}`,
      lines: [
        "One step is left: an admin of the organisation adds it to the workspaces that should have it.",
        "There, write /invite @Mesh in a channel, then /mesh compare istio linkerd.",
      ],
      link: {
        label: "Add it to workspaces",
        url: `https://app.slack.com/manage/${enterprise.id}/integrations/profile/${appId}/workspaces/add`,
      },
    };
  return {
    status: 200,
    title: `Mesh Advisor is installed in ${team?.name ?? "your workspace"}`,
    lines: ["In Slack, write /invite @Mesh in a channel, then /mesh compare istio linkerd."],
    link: {
      label: "Open Slack",
      url: `https://slack.com/app_redirect?app=${appId}${team ? `&team=${team.id}` : ""}`,
    },
  };
}

/** What Slack says where the code of an installation is not, or no longer, good. */
const staleCodes: readonly string[] = ["invalid_code", "code_already_used", "code_expired"];

/** `refused` is what Slack put in the address instead of a code. */
export function notInstalled(error: CodedError, refused: unknown, again: string): Page {
  const link = { label: "Start again", url: again };
  const page = (status: number, title: string, ...lines: string[]): Page => ({ status, title, lines, link });
  if (error instanceof UnusableInstallation)
    return page(502, "Mesh Advisor cannot use this installation", error.message);
  if (error instanceof webApi.WebAPIPlatformError)
    return staleCodes.includes(error.data.error)
      ? page(400, "This installation was not finished in time", "Nothing was changed. Start again.")
      : page(
          502,
          "Slack refused the installation",
          `Slack says: ${error.data.error}.`,
          "Whoever runs Mesh Advisor checks SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, PUBLIC_URL and the app's redirect URLs. Then start again.",
        );
  switch (error.code) {
    case ErrorCode.AuthorizationError:
      return page(
        200,
        "Nothing was installed",
        "You cancelled, and nothing was changed. You can start again at any time.",
      );
    case ErrorCode.MissingCodeError:
      if (typeof refused === "string")
        return page(
          400,
          "Slack did not install Mesh Advisor",
          `Slack says: ${refused}.`,
          "Ask an admin of your workspace, or start again.",
        );
      return page(400, "This page finishes an installation", "None is under way here. Start one.");
    case ErrorCode.InvalidStateError:
    case ErrorCode.MissingStateError:
      return page(
        400,
        "This installation cannot go on",
        "It was begun more than ten minutes ago, in another browser, or it is finished already. Nothing was changed. Start again in this browser.",
      );
    default:
      return page(
        503,
        "Mesh Advisor could not finish just now",
        "Slack or the place where installations are kept was out of reach. Start again in a minute.",
      );
  }
}
