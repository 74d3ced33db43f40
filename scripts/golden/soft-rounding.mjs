/** Soft rounding, its inverse, the conditional mean, and their slopes. */
import { SoftRounding } from 'samplewire/compress-ml';

const CLOSE = 1e-13;
/** Half a unit in the last place of a double. */
const HALF_ULP = 1.2e-16;

export function checkSoftRounding(data, section) {
  const here = section('cases');
  for (const [alpha, x, ...values] of data.cases ?? []) {
    const { round, derivative, inverse, inverseDerivative, conditionalMean, conditionalMeanDerivative } =
      new SoftRounding(Number(alpha));
    const place = Number(x);
    const slopes = values.map(Number);
    // Where an inverse is steep, the rounding of its argument is as large in its value; in a slope it counts alpha times.
    const relative = CLOSE + 4 * Number(alpha) * Math.max(1, Math.abs(place)) * 2 * HALF_ULP;
    const at = `alpha ${alpha}, x ${x}`;
    here.real(`s at ${at}`, round(place), values[0], CLOSE, CLOSE);
    here.real(`s' at ${at}`, derivative(place), values[1], relative, 0);
    here.real(`inverse at ${at}`, inverse(place), values[2], CLOSE, CLOSE * Math.max(1, slopes[3]));
    here.real(`slope of the inverse at ${at}`, inverseDerivative(place), values[3], relative, 0);
    here.real(`r at ${at}`, conditionalMean(place), values[4], CLOSE, CLOSE * Math.max(1, slopes[5]));
    here.real(`slope of r at ${at}`, conditionalMeanDerivative(place), values[5], relative, 0);
  }
}
