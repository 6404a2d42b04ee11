import SignaturePad from 'signature_pad';

/** Lets a person draw the signature; the strokes travel as points in a hidden field. Without it the name is typed. */
const canvas = document.querySelector<HTMLCanvasElement>('#signature-pad');
const field = document.querySelector<HTMLInputElement>('#drawing');
const box = document.querySelector<HTMLElement>('#signature-box');
const clear = document.querySelector<HTMLButtonElement>('#signature-clear');

if (canvas && field && box) {
  box.hidden = false;
  const pad = new SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2.4, penColor: '#0b0c0c' });
  const fit = () => {
    const strokes = pad.toData();
    canvas.width = canvas.clientWidth;
    canvas.height = canvas.clientHeight;
    pad.clear();
    pad.fromData(strokes);
  };
  fit();
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

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
