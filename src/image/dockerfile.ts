/** Reads a Dockerfile into plain steps: only the instructions this project uses, and a refusal for any other. */
import { DockerfileParser, type Instruction, type ModifiableInstruction } from "dockerfile-ast";

export type Step =
  | {
      readonly kind: "copy";
      readonly from: string | undefined;
      readonly owner: string | undefined;
      readonly files: readonly string[];
      readonly to: string;
    }
  | { readonly kind: "run"; readonly command: string }
  | { readonly kind: "folder"; readonly path: string };

export type Stage = {
  /** What it starts from, with arguments filled in. */
  readonly base: string;
  readonly name: string | undefined;
  readonly steps: readonly Step[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly ports: readonly number[];
  readonly command: readonly string[];
  readonly health: readonly string[];
};

type Draft = { -readonly [Key in keyof Stage]: Stage[Key] };

/** @throws where it has an instruction that is not understood here. */
export function readDockerfile(text: string, given: Readonly<Record<string, string>> = {}): readonly Stage[] {
  const values = new Map<string, string>();
  const stages: Draft[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const content = instruction.getArgumentsContent() ?? "";
    if (keyword === "ARG") {
      const [name = "", otherwise = ""] = content.split("=");
      values.set(name, given[name] ?? otherwise);
    } else if (keyword === "FROM") {
      const [image = "", , name] = content.split(/\s+/u);
      stages.push(emptyStage(filled(image, values), name));
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`the Dockerfile has ${keyword} before its first FROM`);
      add(stage, keyword, content, instruction);
    }
  }
  return stages;
}

function add(stage: Draft, keyword: string, content: string, instruction: Instruction): void {
  const words = content.split(/\s+/u);
  switch (keyword) {
    case "RUN":
      stage.steps = [...stage.steps, { kind: "run", command: content }];
      return;
    case "COPY": {
      const flags = flagsOf(instruction as ModifiableInstruction);
      const paths = words.filter((word) => !word.startsWith("--"));
      const to = paths.at(-1) ?? "";
      stage.steps = [
        ...stage.steps,
        { kind: "copy", from: flags.from, owner: flags.chown, files: paths.slice(0, -1), to },
      ];
      return;
    }
    case "WORKDIR":
      stage.steps = [...stage.steps, { kind: "folder", path: content }];
      return;
    case "ENV":
      stage.environment = {
        ...stage.environment,
        ...Object.fromEntries(words.map((word) => word.split("=", 2) as [string, string])),
      };
      return;
    case "USER":
      stage.user = content;
      return;
    case "EXPOSE":
      stage.ports = words.map(Number);
      return;
    case "CMD":
      stage.command = stringsOf(keyword, content);
      return;
    case "HEALTHCHECK":
      stage.health = stringsOf(keyword, content);
      return;
    default:
      throw new Error(`the Dockerfile has ${keyword}, which src/image does not know how to perform`);
  }
}

const emptyStage = (base: string, name: string | undefined): Draft => ({
  base,
  name,
  steps: [],
  environment: {},
  user: undefined,
  ports: [],
  command: [],
  health: [],
});

const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\$\{(\w+)\}/gu, (_, name: string) => values.get(name) ?? "");

const flagsOf = (instruction: ModifiableInstruction): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(instruction.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? undefined]));

/** The words of the form that needs no shell. */
function stringsOf(keyword: string, content: string): readonly string[] {
  try {
    return JSON.parse(content.slice(content.indexOf("[")));
  } catch {
    throw new Error(`${keyword} has to be a list of words, ["…", "…"], as there may be no shell`);
  }
}
