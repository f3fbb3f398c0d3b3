/** A file that goes with an answer. */
import { useEffect, useState } from "react";

type Props = { readonly file: { readonly name: string; readonly text: string } };

export function Attachment({ file: { name, text } }: Props) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return (
    <details className="attachment">
      <summary>File: {name}</summary>
      <a href={address} download={name}>
        Save
      </a>
      <pre>{text}</pre>
    </details>
  );
}
