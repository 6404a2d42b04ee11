import SignaturePad from 'signature_pad';

interface Size {
  width: number;
  height: number;
}

/** What travels in the hidden field: the strokes as points, and the size of the box they were drawn in. */
interface Drawing extends Size {
  strokes: { points: { x: number; y: number; pressure?: number }[] }[];
}

const PEN = { minWidth: 0.8, maxWidth: 2.4, penColor: '#0b0c0c' };

/** Lets a person draw the signature. Without it the name is typed. */
const canvas = document.querySelector<HTMLCanvasElement>('#signature-pad');
const field = document.querySelector<HTMLInputElement>('#drawn-strokes');
const box = document.querySelector<HTMLElement>('#signature-box');
const clear = document.querySelector<HTMLButtonElement>('#signature-clear');

if (canvas && field && box) {
  box.hidden = false;
  const pad = new SignaturePad(canvas, PEN);
  const size = () => ({ width: canvas.width, height: canvas.height });
  const keep = () => {
    const strokes = pad.toData().map(({ points }) => ({
      points: points.map(({ x, y, pressure }) => ({
        x: within(x, canvas.width),
        y: within(y, canvas.height),
        pressure,
      })),
    }));
    field.value = pad.isEmpty() ? '' : JSON.stringify({ ...size(), strokes });
  };
  /** A turned telephone has another pad: what was drawn is drawn into it, as large as it can be. */
  const fit = () => {
    const drawn = { ...size(), strokes: pad.toData() };
    canvas.width = canvas.clientWidth;
    canvas.height = canvas.clientHeight;
    drawAgain(pad, { drawing: drawn, pad: size() });
  };
  fit();
  if (field.value !== '') drawAgain(pad, { drawing: JSON.parse(field.value) as Drawing, pad: size() });
  window.addEventListener('resize', () => {
    fit();
    keep();
  });
  pad.addEventListener('endStroke', keep);
  clear?.addEventListener('click', () => {
    pad.clear();
    keep();
  });
}

/** Draws what was drawn before, on this pad or on one of another size. */
function drawAgain(pad: SignaturePad, { drawing, pad: room }: { drawing: Drawing; pad: Size }): void {
  const scale = Math.min(room.width / drawing.width, room.height / drawing.height);
  const { dotSize, velocityFilterWeight, compositeOperation } = pad;
  pad.fromData(
    drawing.strokes.map(({ points }) => ({
      ...{ ...PEN, dotSize, velocityFilterWeight, compositeOperation },
      points: points.map(({ x, y, pressure = 0.5 }) => ({ x: x * scale, y: y * scale, pressure, time: 0 })),
    })),
  );
}

/** A hand may run over the edge; the pen left nothing there. */
const within = (value: number, most: number): number => Math.round(Math.min(Math.max(value, 0), most) * 10) / 10;
