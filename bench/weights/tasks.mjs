/** What a network is for, measured on inputs that nothing was calibrated on. */

const SIDE = { facemesh: 192, iris: 64 };

/** { name, measure(outputs) }, or undefined where a network's task has no measure here. */
export async function taskOf({ task, name, truth }, _inputs, original) {
  if (task === 'label') {
    const labels = original.map(([logits]) => largest(logits));
    const measure = (outputs) => outputs.filter(([logits], i) => largest(logits) === labels[i]).length / labels.length;
    return { name: 'labels kept', measure };
  }
  if (task === 'points') {
    const measure = (outputs) => mean(outputs.map(([points], i) => pointDistance(points, original[i][0])));
    return { name: `mean distance of points, pixels of ${SIDE[name]}`, measure };
  }
  if (task === 'picture') {
    const pictures = (await truth()).filter((_, i) => i % 2 === 1);
    const measure = (outputs) => mean(outputs.map(([picture], i) => peakRatio(picture, pictures[i])));
    return { name: `PSNR to the photograph, dB; unchanged ${measure(original).toFixed(2)}`, measure };
  }
  return undefined;
}

function largest(numbers) {
  return numbers.indexOf(Math.max(...numbers));
}

/** Of points (x, y, z), in the plane. */
function pointDistance(points, reference) {
  let sum = 0;
  for (let i = 0; i < points.length; i += 3)
    sum += Math.hypot(points[i] - reference[i], points[i + 1] - reference[i + 1]);
  return sum / (points.length / 3);
}

function peakRatio(picture, truth) {
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += (Math.max(0, Math.min(255, picture[i])) - truth[i]) ** 2;
  return 10 * Math.log10((255 * 255 * truth.length) / sum);
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
