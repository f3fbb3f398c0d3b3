/** The page's entry: its styles, and its one component. */
import "slack-blocks-to-jsx/dist/style.css";
import "adaptivecards/lib/adaptivecards.css";
import "./page.css";
import "./parts.css";
import "./slack.css";
import "./teams.css";
import { createRoot } from "react-dom/client";
import logo from "../../../../manifests/teams/color.svg";
import { Page } from "./page.tsx";

document.querySelector<HTMLLinkElement>("link[rel=icon]")?.setAttribute("href", logo);
const root = document.getElementById("page");
if (root) createRoot(root).render(<Page />);
