/** Light and dark: as the system has it, until somebody chooses. */
import { useEffect, useState } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const dark = matchMedia("(prefers-color-scheme: dark)");
const key = "theme";

const saved = (): Theme => themes.find((it) => it === localStorage.getItem(key)) ?? "system";

export function useTheme(): {
  readonly theme: Theme;
  readonly shade: "light" | "dark";
  readonly choose: (theme: Theme) => void;
} {
  const [theme, setTheme] = useState(saved);
  const [isDark, setDark] = useState(dark.matches);
  useEffect(() => {
    const follow = () => setDark(dark.matches);
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, []);
  const shade = theme === "system" ? (isDark ? "dark" : "light") : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shade;
  }, [shade]);
  return {
    theme,
    shade,
    choose(next) {
      localStorage.setItem(key, next);
      setTheme(next);
    },
  };
}
