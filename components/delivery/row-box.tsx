type RowBoxProps = {
  label: string;
  isChecked: boolean;
  isIndeterminate?: boolean;
  onToggle: (isRange: boolean) => void;
};

/** The box that chooses a row; its whole cell can be pressed. A browser's own, since long lists hold many of them. */
export function RowBox({ label, isChecked, isIndeterminate = false, onToggle }: RowBoxProps) {
  return (
    <label className="relative z-1 flex h-full min-h-8 select-none items-center justify-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        ref={(input) => {
          if (input) input.indeterminate = isIndeterminate;
        }}
        onChange={({ nativeEvent }) => onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
        className="size-4 accent-accent-solid"
      />
    </label>
  );
}
