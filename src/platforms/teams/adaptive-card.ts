/** The part of Adaptive Cards 1.5 this bot uses, as types. */

type Spacing = "None" | "Small" | "Default" | "Medium" | "Large";
type Style = "default" | "emphasis" | "good" | "warning" | "attention" | "accent";

type OpenUrl = { readonly type: "Action.OpenUrl"; readonly title?: string; readonly url: string };

/**
 * What a click sends back: a command, the name of the input that holds one, or the command that shows a form and what
 * the ids of its inputs start with.
 */
export type ClickData =
  | { readonly command: string }
  | { readonly choice: string }
  | { readonly form: string; readonly at: string };

type Submit = {
  readonly type: "Action.Submit";
  readonly title: string;
  readonly data: ClickData;
  readonly associatedInputs?: "none";
};

type Execute = {
  readonly type: "Action.Execute";
  readonly title: string;
  readonly verb: "mesh";
  readonly data: ClickData;
  readonly style?: "positive";
  /** Keeps inputs that need an answer from holding up a click that is not about them. */
  readonly associatedInputs?: "none";
  /** For clients that know no Action.Execute. */
  readonly fallback?: Submit;
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

export type Image = {
  readonly type: "Image";
  readonly url: string;
  readonly altText: string;
  readonly size: "Stretch";
};

type ChartColour = `categorical${"Blue" | "Marigold" | "Teal" | "Purple" | "Red"}`;

type ChartParts = {
  /** For clients that draw no charts. */
  readonly fallback: Image | "drop";
};

type Point = { readonly x: string; readonly y: number };

/** Charts are an extension of Teams to Adaptive Cards 1.5. */
export type BarChart =
  | (ChartParts & {
      readonly type: "Chart.HorizontalBar";
      readonly xAxisTitle: string;
      readonly displayMode: "AbsoluteWithAxis";
      readonly color: ChartColour;
      readonly data: readonly Point[];
    })
  | (ChartParts & {
      readonly type: "Chart.VerticalBar.Grouped";
      readonly yAxisTitle: string;
      readonly yMin: number;
      readonly yMax?: number;
      readonly data: readonly {
        readonly legend: string;
        readonly color: ChartColour;
        readonly values: readonly Point[];
      }[];
    });

type InputParts = {
  readonly id: string;
  readonly label: string;
  readonly isRequired?: true;
  readonly errorMessage?: string;
  readonly value?: string;
  /** A line above. */
  readonly separator?: true;
  readonly spacing?: Spacing;
};

type ChoiceSet = InputParts & {
  readonly type: "Input.ChoiceSet";
  readonly style: "compact" | "expanded";
  readonly isMultiSelect?: true;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
};

type TextInput = InputParts & {
  readonly type: "Input.Text";
  readonly isMultiline?: true;
  readonly maxLength: number;
};

export type Input = ChoiceSet | TextInput;

type ActionSet = { readonly type: "ActionSet"; readonly actions: readonly Action[] };

type ColumnSet = {
  readonly type: "ColumnSet";
  readonly columns: readonly {
    readonly type: "Column";
    readonly width: "auto" | "stretch";
    readonly verticalContentAlignment?: "Bottom";
    readonly items: readonly Element[];
  }[];
};

export type Element =
  | TextBlock
  | RichTextBlock
  | Container
  | Table
  | Image
  | BarChart
  | Input
  | ActionSet
  | ColumnSet;

export type AdaptiveCard = {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.5";
  readonly fallbackText: string;
  readonly speak?: string;
  readonly msteams: { readonly width: "Full" };
  readonly body: readonly Element[];
};
