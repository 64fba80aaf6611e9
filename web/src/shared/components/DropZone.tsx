// A place to drop files, with a button that does the same from the keyboard.
import Button from 'antd/es/button';
import { useRef, useState } from 'react';

export function DropZone({ label, button, note, accept, multiple = true, onFiles }: { label: string; button: string; note?: string; accept?: string; multiple?: boolean; onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <div
      className={`drop${over ? ' over' : ''}`}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        const files = [...e.dataTransfer.files];
        if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
      }}
    >
      <p className="strong">{label}</p>
      {note ? <p className="soft">{note}</p> : null}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        {...(accept ? { accept } : {})}
        multiple={multiple}
        onChange={(e) => {
          const files = [...(e.target.files ?? [])];
          if (files.length > 0) onFiles(files);
          e.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{button}</Button>
    </div>
  );
}
