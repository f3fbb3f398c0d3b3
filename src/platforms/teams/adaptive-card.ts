/** The part of Adaptive Cards 1.5 this bot uses, as types. */

type Spacing = "None" | "Small" | "Default" | "Medium" | "Large";
type Style = "default" | "emphasis" | "good" | "warning" | "attention" | "accent";

type OpenUrl = { readonly type: "Action.OpenUrl"; readonly title?: string; readonly url: string };

/** What a click sends back: a command, or the name of the input that holds one. */
export type ClickData = { readonly command: string } | { readonly choice: string };

type Submit = { readonly type: "Action.Submit"; readonly title: string; readonly data: ClickData };

type Execute = {
  readonly type: "Action.Execute";
  readonly title: string;
  readonly verb: "mesh";
  readonly data: ClickData;
  readonly style?: "positive";
  /** For clients that know no Action.Execute. */
  readonly fallback: Submit;
};

export type Action = Execute | OpenUrl;

/** Unlike the text of a TextBlock, that of a run is never read as Markdown. */
type TextRun = {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly fontType?: "Monospace";
  readonly isSubtle?: true;
  readonly size?: "Small";
  readonly selectAction?: OpenUrl;
};

export type Inline = string | TextRun;

export type RichTextBlock = {
  readonly type: "RichTextBlock";
  readonly inlines: readonly Inline[];
  readonly spacing?: Spacing;
};

type TextBlock = {
  readonly type: "TextBlock";
  readonly text: string;
  readonly wrap: true;
  readonly style: "heading";
  readonly size: "Large" | "Medium";
  readonly weight: "Bolder";
};

export type Container = {
  readonly type: "Container";
  readonly items: readonly Element[];
  readonly style?: Style;
  readonly spacing?: Spacing;
};

export type TableCell = {
  readonly type: "TableCell";
  readonly items: readonly Element[];
  readonly style?: Style;
};

export type Table = {
  readonly type: "Table";
  readonly firstRowAsHeaders: true;
  readonly columns: readonly { readonly width: number }[];
  readonly rows: readonly {
    readonly type: "TableRow";
    readonly cells: readonly TableCell[];
    readonly style?: Style;
  }[];
  /** For clients that know no Table. */
  readonly fallback?: Container;
};

type ChoiceSet = {
  readonly type: "Input.ChoiceSet";
  readonly id: string;
  readonly label: string;
  readonly style: "compact";
  readonly value: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
};

type ActionSet = { readonly type: "ActionSet"; readonly actions: readonly Action[] };

export type Element = TextBlock | RichTextBlock | Container | Table | ChoiceSet | ActionSet;

export type AdaptiveCard = {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.5";
  readonly fallbackText: string;
  readonly speak?: string;
  readonly msteams: { readonly width: "Full" };
  readonly body: readonly Element[];
};
