/** What `--help` prints: one screen for the command, one for each of its parts. */

export const overviewHelp: string = `samplewire: send a random sample of a distribution for about as many bits as it carries

  samplewire send DATA -o FILE.swr --target 'NAME = LAW'   measurements to samples in few bytes
  samplewire receive FILE.swr -o DATA                      the same samples, bit for bit
  samplewire compress MODEL -o FILE.swr --bits 4           weights of a network in few bytes
  samplewire decompress FILE.swr -o FOLDER                 the same weights wherever it is decoded
  samplewire evaluate MODEL FILE.swr --inputs X.npy        what compression does to the outputs
  samplewire inspect FILE.swr                              what a file states of itself
  samplewire verify FILE.swr                               what can be proved of it, and what not
  samplewire COMMAND --help                                options and more examples
  samplewire --version

DATA is .csv, .npy or .json, or - with --format (standard input or output); MODEL is
.safetensors or the model.json of TensorFlow.js.

Examples
  samplewire send weather.csv -o weather.swr --target 'temp_max = normal(temp_max, 0.5)' \\
             --report weather.html
  samplewire receive weather.swr -o samples.csv

Exit codes: 0 done, 1 bad data or wrong seed, 2 wrong command line, 130 interrupted.
`;

export const sendHelp: string = `samplewire send DATA -o FILE.swr --target 'NAME = LAW' [options]

Sends one random sample of LAW for every row of DATA, under the column NAME. LAW is an
expression over the columns of DATA:
  normal(mu, sigma)  truncatedNormal(mu, sigma, lower, upper)  uniform(lower, upper)
  laplace(mu, scale)  logistic(mu, scale)  studentT(nu, mu, sigma)
  triangular(lower, mode, upper)  generalizedNormal(mu, scale, shape)
  mixture(weight, LAW, weight, LAW, ...)  truncated(LAW, lower, upper)
  affine(LAW, scale, shift)  density("exp(-abs(x)^1.5)", lower, upper)
A column whose name is no word stands between backticks: \`temp max\`.

  -t, --target 'NAME = LAW'    may be repeated; all columns of a row are sent together
  -p, --proposal 'NAME = LAW'  law of the samples of NAME, known to both ends, in numbers;
                               left out: fitted to the data and stored
  -o, --output FILE            replaced only on success; - for standard output
  --method NAME                auto (default): the planner compares what may be best. By name:
                               hybrid, universal, layered, gaussian-channel, hybrid-cdf;
                               over the proposal itself, for low rates: a-star-branching,
                               greedy-poisson-branching, poisson-functional-representation,
                               a-star, rejection, greedy-rejection, greedy-poisson; approximate:
                               ordered-random, minimal-random
  --prefer size|speed|balanced what auto goes by (default: the fastest within 5 % of the fewest
                               bits); prints what was compared
  --max-bits B, --max-time NS  what a value may cost with auto
  --block N                    values sent together, 1 to 64 (default: largest affordable up to 8)
  --total-variation D, --candidates K  how near an approximate method comes (default: D = 0.01)
  --truncate D                 cut unbounded targets at total variation D per block (default: exact)
  --seed TEXT, --seed-file F   keep the key out of the file: the receiver needs the same seed.
                               Use a seed for one file only. The bytes of F count as they are.
  --local-seed TEXT            reproducible encoder, for tests: whoever knows it and the key can
                               infer more of the inputs than the samples tell
  --missing refuse|skip        rows without a finite number: refuse (default) or leave out
  --samples FILE               also write the samples that the receiver will hold
  --workers N                  threads, 1 to 64 (default 1): same bytes; from some 10^5 values on
  --report FILE.html|.json     what it cost and how well it went; may be repeated
  --format csv|npy|json        of standard input (.npy has columns x, or x0, x1, ...)
  -q, --quiet   --json         print nothing; print the report as JSON

Examples
  samplewire send weather.csv -o weather.swr \\
    --target 'temp_max = truncatedNormal(temp_max, 0.5, temp_max - 2, temp_max + 2)' \\
    --proposal 'temp_max = normal(16, 8)' --report weather.html
  samplewire send x.npy -o x.swr -t 'x = normal(x, 0.1)' --seed 'between us' --samples sent.npy
`;

export const receiveHelp: string = `samplewire receive FILE.swr -o DATA [options]

Writes the samples that FILE.swr holds: the sender's own, bit for bit, in its columns.

  -o, --output FILE           .csv, .npy or .json; replaced only on success; - for standard output
  --seed TEXT, --seed-file F  what the sender used, if it used one
  --workers N                 threads, 1 to 64 (default 1): the same samples
  --format csv|npy|json       of standard output, or of a name that does not say it
  -q, --quiet   --json        print nothing; print the facts as JSON

Examples
  samplewire receive weather.swr -o samples.csv
  samplewire receive weather.swr -o - --format csv --seed 'between us' | head
  cat weather.swr | samplewire receive - -o samples.npy
`;

export const compressHelp: string = `samplewire compress MODEL -o FILE.swr BUDGET [options]

Writes the weights of MODEL (.safetensors, or the model.json of TensorFlow.js with its shards,
or a weights manifest alone) in as few bytes as the budget allows, or as many as it asks for.

  one of
  --bits B              bits per weight, all bytes of the file counted
  --size 1.5MB          bytes of the file: never more, at most 1 % less
  --error 1e-3          root mean square error of the weights, relative to each tensor's own
  --tolerance 0.5%      how much the network's outputs may change on the inputs of --calibrate:
                        root of the mean over inputs and outputs of |y' - y|^2 / |y|^2; runs the
                        network, and so wants @tensorflow/tfjs installed (with
                        @tensorflow/tfjs-backend-wasm it is ten times faster)
  --calibrate X.npy     inputs, the first axis counts them: float32, float64, uint8 or int32;
                        NAME=X.npy for each input of several, or a folder with NAME.npy of all
                        (default: 16 synthetic inputs, with a warning)

  --method NAME         of rounding (to multiples of a step), universal (dithered: unbiased,
                        error independent of the weights), lattice (dithered, E8). May be
                        repeated; of those each tensor takes the cheapest (default: of all).
                        posterior, alone: a sample of normal(weight, sigma) for every weight
  --sigmas FILE         with posterior, in the place of a budget: a model of the same names,
                        each tensor of the same shape, of shape [] or [channels]
  --curvature FILE      with posterior and a budget: squared gradients of the loss, same shapes;
                        every weight gets its own sigma. Left out: each tensor gets one
  --total-variation D   with posterior: samples may be off by D per block at low rates
  --reconstruction plain|matched|mean  the quantizer's own points (default where there is a
                        dither: unbiased), conditional means that do not shrink the weights
                        (default of rounding), or the least squared error
  --small exact|half    biases and small tensors as they are or as float16 (default: by their
                        share of the file: as they are up to 2 %)
  --seed TEXT, --seed-file F   keep the key of the dither out of the file
  -o, --output FILE     replaced only on success; - for standard output
  --report FILE.html|.json     what each tensor costs; may be repeated
  -q, --quiet   --json  print nothing; print the report as JSON

Integers, texts and tensors that hold NaN or infinite numbers are kept to the bit.

Examples
  samplewire compress model/model.json -o model.swr --bits 4 --report model.html
  samplewire compress model/model.json -o model.swr --tolerance 0.5% --calibrate inputs.npy
  samplewire compress model.safetensors -o model.swr --size 1.5MB --method rounding
  samplewire compress mean.safetensors -o sample.swr --method posterior --sigmas sigma.safetensors
`;

export const decompressHelp: string = `samplewire decompress FILE.swr -o FOLDER|FILE.safetensors [options]

Writes the model that FILE.swr holds: model.json and its shards into FOLDER, or one safetensors
file (also into FOLDER where the model came from one).

  -o, --output PATH           files in it are replaced only on success
  --salvage                   of a damaged file: tensors whose checksums hold, and which are lost
  --seed TEXT, --seed-file F  what the file was written with, if it was
  -q, --quiet   --json        print nothing; print the facts as JSON

Examples
  samplewire decompress model.swr -o model
  samplewire decompress damaged.swr -o rest.safetensors --salvage
`;

export const evaluateHelp: string = `samplewire evaluate MODEL FILE.swr --inputs X.npy [options]

Runs the original network and the compressed one on the same inputs and compares what they say,
output by output: how much each changes (root of the mean over the inputs of |y' - y|^2 / |y|^2,
and the worst input); where an output is a vector of classes, on how many inputs the largest is
the same; of integers, how many are the same. MODEL is a model.json of TensorFlow.js, or a .swr.
Wants @tensorflow/tfjs installed, and is faster with @tensorflow/tfjs-backend-wasm.

  --inputs X.npy              the first axis counts the inputs: float32, float64, uint8 or int32;
                              NAME=X.npy for each input of several, or a folder with NAME.npy of
                              all (default: 16 synthetic inputs, with a warning)
  --classes NAME              an output that is a vector of classes though its numbers are not
                              probabilities; may be repeated
  --seed TEXT, --seed-file F  what the file was written with, if it was
  -q, --quiet   --json        print nothing; print the comparison as JSON

Examples
  samplewire evaluate model/model.json model.swr --inputs test.npy
  samplewire evaluate model.json model.swr --inputs image=images.npy --inputs size=sizes.npy
`;

export const inspectHelp: string = `samplewire inspect FILE.swr [--json]

Prints everything that a file states of itself: columns, laws, method, exactness, chunks; of
weights a table of the tensors with their bits per weight and error.
Needs no seed. Refuses a file that is damaged or not whole.

Examples
  samplewire inspect weather.swr
  samplewire inspect weather.swr --json
`;

export const verifyHelp: string = `samplewire verify FILE.swr [options]

Checks a file and says what is proved of it (structure, checksums, counts, limits; with the
key or the seed also that every value decodes), what it merely states, and what no file can
prove. Exit code 0 if it is sound, 1 if not.

  --seed TEXT, --seed-file F  what the sender used, if it used one
  -q, --quiet   --json        print nothing, only exit; print the statements as JSON

Examples
  samplewire verify weather.swr
  samplewire verify weather.swr --seed 'between us'
`;
