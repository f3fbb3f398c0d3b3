/** Teams' host config: its sizes and distances; its colours are the page's, which know light from dark. */

const shades = (name: string) => ({ default: `var(--teams-${name})`, subtle: `var(--teams-${name}-subtle)` });

const style = (name: string) => ({
  backgroundColor: `var(--teams-in-${name})`,
  borderColor: "var(--teams-line)",
  foregroundColors: {
    default: shades("words"),
    dark: shades("words"),
    light: shades("words"),
    accent: shades("accent"),
    good: shades("good"),
    warning: shades("warning"),
    attention: shades("attention"),
  },
});

const font = (fontFamily: string) => ({
  fontFamily,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
});

export const teamsHost = {
  choiceSetInputValueSeparator: ",",
  supportsInteractivity: true,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--teams-line)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  fontTypes: {
    default: font("'Segoe UI', system-ui, sans-serif"),
    monospace: font("ui-monospace, Menlo, Consolas, monospace"),
  },
  textStyles: {
    heading: { fontType: "default", size: "large", weight: "bolder", color: "default", isSubtle: false },
  },
  textBlock: { headingLevel: 3 },
  containerStyles: {
    default: style("default"),
    emphasis: style("emphasis"),
    accent: style("accent"),
    good: style("good"),
    attention: style("attention"),
    warning: style("warning"),
  },
  inputs: {
    label: {
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", weight: "bolder" },
  },
  table: { cellSpacing: 8 },
  actions: {
    maxActions: 6,
    buttonSpacing: 8,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    spacing: "default",
    showCard: { actionMode: "inline", inlineTopMargin: 16, style: "emphasis" },
    preExpandSingleShowCardAction: false,
  },
  adaptiveCard: { allowCustomStyle: false },
  imageSet: { imageSize: "medium", maxImageHeight: 100 },
  factSet: { title: { weight: "bolder", wrap: true }, value: { wrap: true }, spacing: 16 },
};
