/** Constants, correctly rounded. */
export const LN2 = 0.6931471805599453;
/** sqrt(2 pi). */
export const SQRT_2PI = 2.5066282746310002;
/** ln(2 pi) / 2. */
export const LN_SQRT_2PI = 0.9189385332046728;
export const SQRT1_2 = 0.7071067811865476;
/** Euler's constant. */
export const EULER_GAMMA = 0.5772156649015329;
export const PI = 3.141592653589793;
