/** The encoder's gamma family against references of 20 digits, small and large parameters alike. */
import { digamma, logGamma, regularizedBeta, regularizedGammaP, regularizedGammaQ } from 'samplewire/core';
import { describe, expect, test } from 'vitest';

const relative = (got: number, wanted: string): number => Math.abs(got - Number(wanted)) / Math.abs(Number(wanted));

describe('against references of 20 digits', () => {
  test('logGamma', () => {
    const references: [number, string][] = [
      [1e-300, '690.77552789821370518'],
      [1e-3, '6.9071788853838536617'],
      [0.5, '0.57236494292470008707'],
      [1.25, '-0.098271836421813161464'],
      [1.5, '-0.12078223763524522235'],
      [3.7, '1.4280723266653881292'],
      [9.75, '12.242204940050762559'],
      [10, '12.801827480081469611'],
      [123.5, '469.81727549193060494'],
      [1e6, '12815504.56914761166'],
      [1e300, '6.8977552789821374147e+302'],
    ];
    for (const [x, value] of references) expect(relative(logGamma(x), value)).toBeLessThan(3e-14);
    expect([Math.abs(logGamma(1)), Math.abs(logGamma(2))].every((error) => error < 4e-15)).toBe(true);
  });

  test('digamma', () => {
    const references: [number, string][] = [
      [1e-300, '-9.9999999999999997494e+299'],
      [1e-3, '-1000.5755719318102797'],
      [0.5, '-1.9635100260214234794'],
      [1, '-0.57721566490153286061'],
      [2.5, '0.70315664064524318723'],
      [9.75, '2.225109535044576012'],
      [10, '2.2517525890667211076'],
      [123.5, '4.8121871094331430726'],
      [1e6, '13.815510057964190771'],
    ];
    for (const [x, value] of references) expect(relative(digamma(x), value)).toBeLessThan(2e-15);
  });

  test('the incomplete gamma function and its complement', () => {
    const references: [number, number, string, string][] = [
      [0.01, 0.5, '0.99437324380603281585', '0.005626756193967184147'],
      [0.5, 1e-10, '0.000011283791670578999555', '0.999988716208329421'],
      [0.5, 4, '0.99532226501895273416', '0.0046777349810472658379'],
      [1, 30, '0.99999999999990642377', '9.3576229688401746049e-14'],
      [3.5, 3.5, '0.57112014244694528053', '0.42887985755305471947'],
      [12.5, 2, '5.3693784094250155716e-7', '0.9999994630621590575'],
      [100, 80, '0.017108313035133114166', '0.98289168696486688583'],
      [100, 160, '0.99999985579775494647', '1.4420224505352736576e-7'],
      [1e4, 9500, '1.8624546517951550857e-7', '0.99999981375453482048'],
      [1e4, 10300, '0.99852950510361431872', '0.0014704948963856812759'],
      [1e5, 1e5, '0.50042052211036517669', '0.49957947788963482331'],
    ];
    for (const [a, x, below, above] of references) {
      expect(relative(regularizedGammaP(a, x), below)).toBeLessThan(3e-14);
      expect(relative(regularizedGammaQ(a, x), above)).toBeLessThan(1e-12);
    }
  });

  test('the incomplete beta function', () => {
    const references: [number, number, number, string][] = [
      [0.5, 0.5, 0.25, '0.33333333333333333333'],
      [2, 3, 0.0009765625, '5.7145980463246814907e-6'],
      [1.25, 0.5, 0.5, '0.22957323042856380562'],
      [2.25, 0.5, 9.094947017729282e-13, '2.8753780070514433151e-28'],
      [50, 40, 0.5, '0.14454804034803014468'],
      [800.5, 0.5, 0.984375, '5.154151666950343205e-7'],
      [5000, 0.5, 0.9990234375, '0.0017739132876829488818'],
      [5000, 3000, 0.59375, '5.3862829080249557791e-9'],
      [5000, 3000, 0.625, '0.49923222068814959891'],
      [10000, 10000, 0.51171875, '0.99954174654723762292'],
    ];
    for (const [a, b, x, value] of references) {
      expect(relative(regularizedBeta(a, b, x), value)).toBeLessThan(1e-12);
      expect(relative(1 - regularizedBeta(b, a, 1 - x, x), value)).toBeLessThan(1e-12 + 4e-16 / Number(value));
    }
  });

  test('ends are 0 and 1', () => {
    expect([regularizedGammaP(3, 0), regularizedGammaQ(3, 0)]).toEqual([0, 1]);
    expect([regularizedGammaP(3, Number.POSITIVE_INFINITY), regularizedGammaQ(3, Number.POSITIVE_INFINITY)]).toEqual([
      1, 0,
    ]);
    expect([regularizedBeta(2, 3, 0), regularizedBeta(2, 3, 1)]).toEqual([0, 1]);
  });
});
