import { type ChangeEvent, useState } from 'react';
import type { Fields } from '../../slack/json.ts';

/** A file as the page hands it over: bytes in base64, because JSON carries none. */
export type ChosenFile = { name: string; content: string };

interface FileFieldProps {
  element: Fields;
  label: string;
  onChoose(files: ChosenFile[]): void;
  describedBy?: string | undefined;
}

const LARGEST = 2_000_000; // of all files together; the page is for trying things out

/** Files to upload, chosen with the browser's own control. */
export function FileField({ element, label, onChoose, describedBy }: FileFieldProps) {
  const [problem, setProblem] = useState('');
  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(currentTarget.files ?? [])];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const isTooLarge = size > LARGEST;
    setProblem(isTooLarge ? 'The sandbox takes two megabytes at most. Choose smaller files.' : '');
    onChoose(isTooLarge ? [] : await Promise.all(files.map(read)));
  };
  return (
    <>
      <input
        type="file"
        className="input"
        aria-label={label}
        aria-describedby={describedBy}
        accept={types(element)}
        multiple={element.max_files !== 1}
        onChange={choose}
      />
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

const types = ({ filetypes }: Fields): string =>
  (Array.isArray(filetypes) ? filetypes : []).map((type) => `.${type}`).join(',');

async function read(file: File): Promise<ChosenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name, content: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
}
