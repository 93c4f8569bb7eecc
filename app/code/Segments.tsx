import styles from './code.module.css';

interface Props<V extends string> {
  label: string;
  /** Binds the radio buttons to each other. */
  name: string;
  options: readonly { value: V; title: string; tip?: string }[];
  value: V;
  onChange(value: V): void;
}

/** One of a few, side by side. */
export function Segments<V extends string>({ label, name, options, value, onChange }: Props<V>) {
  return (
    <fieldset className={styles.segments}>
      <legend className="visually-hidden">{label}</legend>
      {options.map(({ value: option, title, tip }) => (
        <label key={option} title={tip}>
          <input
            className="visually-hidden"
            type="radio"
            name={name}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {title}
        </label>
      ))}
    </fieldset>
  );
}
