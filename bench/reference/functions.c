/* functions NAME ARGUMENTS ROUNDS: log, exp or quantile (of the normal law) of every double in ARGUMENTS, by the operations
   of docs/format.md 9.8 in their order, so that the bits agree. Prints nanoseconds and the hash of the results. */
#include "reference.h"
#include <math.h>

static double power_of_two(int k) {
  uint64_t bits = (uint64_t)(k + 1023) << 52;
  double power;
  memcpy(&power, &bits, 8);
  return power;
}

static double f_log(double x) {
  uint64_t bits;
  memcpy(&bits, &x, 8);
  int k = (int)(bits >> 52) - 1023;
  double m = x * power_of_two(-k);
  if (m > 1.4142135623730951) m /= 2, k++;
  double f = m - 1, s = f / (2 + f), h = 0.5 * f * f, z = s * s, r = 2.0 / 25;
  for (int n = 23; n >= 3; n -= 2) r = r * z + 2.0 / n;
  double t = s * (h + r * z);
  return k * 0.6931471803691238 - ((h - (t + k * 1.9082149292705877e-10)) - f);
}

static double f_exp(double x) {
  static const double inverse_factorial[] = {1.0 / 87178291200.0, 1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0,
    1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0, 1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 1.0 / 2.0};
  double k = floor(x * 1.4426950408889634 + 0.5);
  double high = x - k * 0.6931471803691238, low = k * 1.9082149292705877e-10, r = high - low;
  double q = inverse_factorial[0];
  for (int n = 1; n < 13; n++) q = q * r + inverse_factorial[n];
  return (1 + (high - (low - q * r * r))) * power_of_two((int)k);
}

static double horner(const double *c, double x) {
  double p = c[7];
  for (int n = 6; n >= 0; n--) p = p * x + c[n];
  return p;
}

static double f_quantile(double p) {
  static const double A[] = {3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
    45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227};
  static const double B[] = {1, 42.31333070160091, 687.187007492058, 5394.196021424751, 21213.794301586597,
    39307.89580009271, 28729.085735721943, 5226.495278852854};
  static const double C[] = {1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
    1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414};
  static const double D[] = {1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
    0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9};
  static const double E[] = {6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
    0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7};
  static const double F[] = {1, 0.5998322065558879, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15};
  double q = p - 0.5;
  if (fabs(q) <= 0.425) {
    double r = 0.180625 - q * q;
    return q * horner(A, r) / horner(B, r);
  }
  double r = sqrt(-f_log(p < 0.5 ? p : 1 - p));
  double magnitude = r <= 5 ? horner(C, r - 1.6) / horner(D, r - 1.6) : horner(E, r - 5) / horner(F, r - 5);
  return q < 0 ? -magnitude : magnitude;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  double (*function)(double) = strcmp(argv[1], "log") == 0 ? f_log : strcmp(argv[1], "exp") == 0 ? f_exp : f_quantile;
  size_t length;
  double *arguments = (double *)read_file(argv[2], &length), *results = allocate(length);
  int rounds = atoi(argv[3]);
  double start = processor_nanoseconds();
  for (int round = 0; round < rounds; round++)
    for (size_t i = 0; i < length / 8; i++) results[i] = function(arguments[i]);
  double end = processor_nanoseconds();
  printf("%.0f %u\n", end - start, hash_of(results, length));
  return 0;
}
