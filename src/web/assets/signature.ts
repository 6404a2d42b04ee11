import SignaturePad from 'signature_pad';

/** What travels in the hidden field: the strokes as points, and the size of the box they were drawn in. */
interface Drawing {
  width: number;
  strokes: { points: { x: number; y: number; pressure?: number }[] }[];
}

const PEN = { minWidth: 0.8, maxWidth: 2.4, penColor: '#0b0c0c' };

/** Lets a person draw the signature. Without it the name is typed. */
const canvas = document.querySelector<HTMLCanvasElement>('#signature-pad');
const field = document.querySelector<HTMLInputElement>('#drawing');
const box = document.querySelector<HTMLElement>('#signature-box');
const clear = document.querySelector<HTMLButtonElement>('#signature-clear');

if (canvas && field && box) {
  box.hidden = false;
  const pad = new SignaturePad(canvas, PEN);
  const fit = () => {
    const strokes = pad.toData();
    canvas.width = canvas.clientWidth;
    canvas.height = canvas.clientHeight;
    pad.clear();
    pad.fromData(strokes);
  };
  fit();
  if (field.value !== '') drawAgain(pad, { drawing: JSON.parse(field.value) as Drawing, width: canvas.width });
  window.addEventListener('resize', fit);
  const keep = () => {
    const strokes = pad
      .toData()
      .map(({ points }) => ({ points: points.map(({ x, y, pressure }) => ({ x: round(x), y: round(y), pressure })) }));
    field.value = pad.isEmpty() ? '' : JSON.stringify({ width: canvas.width, height: canvas.height, strokes });
  };
  pad.addEventListener('endStroke', keep);
  clear?.addEventListener('click', () => {
    pad.clear();
    keep();
  });
}

/** A form that came back still has what was drawn. */
function drawAgain(pad: SignaturePad, { drawing, width }: { drawing: Drawing; width: number }): void {
  const scale = width / drawing.width;
  const { dotSize, velocityFilterWeight, compositeOperation } = pad;
  pad.fromData(
    drawing.strokes.map(({ points }) => ({
      ...{ ...PEN, dotSize, velocityFilterWeight, compositeOperation },
      points: points.map(({ x, y, pressure = 0.5 }) => ({ x: x * scale, y: y * scale, pressure, time: 0 })),
    })),
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
