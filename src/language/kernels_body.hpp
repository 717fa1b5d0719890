// The body of kernels.hpp, included once for each kind of machine by kernels_KIND.cpp, which set
// ASSAY_KERNELS (a namespace), ASSAY_LANES and ASSAY_ROWS. Includes no library: what is compiled here must
// not be shared with code for other machines.

namespace assay::language::ASSAY_KERNELS {

constexpr int kLanes = ASSAY_LANES;
constexpr int kRows = ASSAY_ROWS;
constexpr int kDepth = 256;  // rows of b at a time, so that a panel stays in the first cache

typedef float V __attribute__((vector_size(ASSAY_LANES * 4), aligned(4), may_alias));
typedef int I __attribute__((vector_size(ASSAY_LANES * 4), aligned(4), may_alias));
typedef signed char B __attribute__((vector_size(ASSAY_LANES), aligned(1), may_alias));

static inline V load(const float* p) { return *reinterpret_cast<const V*>(p); }
static inline void store(float* p, V v) { *reinterpret_cast<V*>(p) = v; }
static inline V all(float x) { return V{} + x; }

static void pack(int k, int n, const float* b, std::ptrdiff_t row_stride, std::ptrdiff_t column_stride,
                 float* out) {
  for (int p = 0; p < n; p += kPanel) {
    const int width = n - p < kPanel ? n - p : kPanel;
    for (int i = 0; i < k; ++i) {
      const float* from = b + i * row_stride + p * column_stride;
      int j = 0;
      for (; j < width; ++j) out[j] = from[j * column_stride];
      for (; j < kPanel; ++j) out[j] = 0;
      out += kPanel;
    }
  }
}

template <int kCount>
static inline void tile(int k, const float* a, std::ptrdiff_t row_stride, std::ptrdiff_t column_stride,
                        const float* b, const float* bias, bool accumulate, float* c,
                        std::ptrdiff_t c_stride) {
  V sum[kCount][2];
  for (int i = 0; i < kCount; ++i) {
    for (int v = 0; v < 2; ++v) {
      sum[i][v] = accumulate        ? load(c + i * c_stride + v * kLanes)
                  : bias != nullptr ? load(bias + v * kLanes)
                                    : V{};
    }
  }
  for (int p = 0; p < k; ++p) {
    const V b0 = load(b), b1 = load(b + kLanes);
    b += kPanel;
    const float* from = a + p * column_stride;
#pragma GCC unroll 16
    for (int i = 0; i < kCount; ++i) {
      const V x = all(from[i * row_stride]);
      sum[i][0] += x * b0;
      sum[i][1] += x * b1;
    }
  }
  for (int i = 0; i < kCount; ++i) {
    store(c + i * c_stride, sum[i][0]);
    store(c + i * c_stride + kLanes, sum[i][1]);
  }
}

static void multiply(int m, int n, int k, const float* a, std::ptrdiff_t row_stride,
                     std::ptrdiff_t column_stride, const float* packed, const float* bias, bool accumulate,
                     float* c, std::ptrdiff_t c_stride) {
  for (int from = 0; from < k || from == 0; from += kDepth) {
    const int depth = k - from < kDepth ? k - from : kDepth;
    const bool add = accumulate || from > 0;
    const float* block = a + from * column_stride;
    for (int p = 0; p < n; p += 2 * kLanes) {
      const float* b =
          packed + static_cast<std::ptrdiff_t>(p / kPanel) * k * kPanel + from * kPanel + p % kPanel;
      const float* bias_at = bias == nullptr ? nullptr : bias + p;
      int i = 0;
      for (; i + kRows <= m; i += kRows) {
        tile<kRows>(depth, block + i * row_stride, row_stride, column_stride, b, bias_at, add,
                    c + i * c_stride + p, c_stride);
      }
      for (; i + 2 <= m; i += 2) {
        tile<2>(depth, block + i * row_stride, row_stride, column_stride, b, bias_at, add,
                c + i * c_stride + p, c_stride);
      }
      if (i < m)
        tile<1>(depth, block + i * row_stride, row_stride, column_stride, b, bias_at, add,
                c + i * c_stride + p, c_stride);
    }
  }
}

// Cephes' expf: relative error below 2e-7 on [-87, 87], clamped outside.
static inline V exp_of(V x) {
  x = x > all(87.f) ? all(87.f) : x;
  x = x < all(-87.f) ? all(-87.f) : x;
  const V magic = all(12582912.f);  // 1.5 * 2^23: adding it rounds to a whole number
  const V n = (x * 1.44269504f + magic) - magic;
  V r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  V p = all(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.f;
  const I power = (__builtin_convertvector(n, I) + 127) << 23;
  return p * reinterpret_cast<V>(power);
}
static inline V sigmoid(V x) { return 1.f / (1.f + exp_of(-x)); }

// Two stretches of lanes at a time: one waits for its exponentials while the other works.
static void recur(int n, int hidden, bool reverse, const float* u, std::ptrdiff_t u_stride, const float* vb,
                  const float* x, std::ptrdiff_t x_stride, float* c, float* f, float* r, float* h,
                  std::ptrdiff_t h_stride) {
  for (int from = 0; from < hidden; from += 2 * kLanes) {
    V vf[2], vr[2], bf[2], br[2], before[2]{};
    for (int v = 0; v < 2; ++v) {
      const float* at = vb + from + v * kLanes;
      vf[v] = load(at);
      vr[v] = load(at + hidden);
      bf[v] = load(at + 2 * hidden);
      br[v] = load(at + 3 * hidden);
    }
    for (int s = 0; s < n; ++s) {
      const std::ptrdiff_t t = reverse ? n - 1 - s : s;
      for (int v = 0; v < 2; ++v) {
        const int j = from + v * kLanes;
        const float* row = u + t * u_stride + j;
        const V forget = sigmoid(load(row + hidden) + vf[v] * before[v] + bf[v]);
        const V reset = sigmoid(load(row + 2 * hidden) + vr[v] * before[v] + br[v]);
        const V fresh = load(row);
        const V cell = fresh + forget * (before[v] - fresh);
        const V in = load(x + t * x_stride + j);
        if (c != nullptr) {
          store(c + t * hidden + j, cell);
          store(f + t * hidden + j, forget);
          store(r + t * hidden + j, reset);
        }
        store(h + t * h_stride + j, in + reset * (cell - in));
        before[v] = cell;
      }
    }
  }
}

static void recur_back(int n, int hidden, bool reverse, const float* u, std::ptrdiff_t u_stride,
                       const float* vb, const float* x, std::ptrdiff_t x_stride, const float* c,
                       const float* f, const float* r, const float* dh, std::ptrdiff_t dh_stride, float* du,
                       std::ptrdiff_t du_stride, float* dx, std::ptrdiff_t dx_stride, float* dvb) {
  for (int j = 0; j < hidden; j += kLanes) {
    const V vf = load(vb + j), vr = load(vb + hidden + j);
    V dvf{}, dvr{}, dbf{}, dbr{}, carry{};
    for (int s = n - 1; s >= 0; --s) {
      const std::ptrdiff_t t = reverse ? n - 1 - s : s;
      const std::ptrdiff_t previous = reverse ? t + 1 : t - 1;
      const V before = s == 0 ? V{} : load(c + previous * hidden + j);
      const V cell = load(c + t * hidden + j), forget = load(f + t * hidden + j),
              reset = load(r + t * hidden + j);
      const V in = load(x + t * x_stride + j), fresh = load(u + t * u_stride + j);
      const V out = load(dh + t * dh_stride + j);
      const V dreset = out * (cell - in) * reset * (1.f - reset);
      const V dcell = carry + out * reset;
      const V dforget = dcell * (before - fresh) * forget * (1.f - forget);
      store(dx + t * dx_stride + j, out * (1.f - reset));
      float* row = du + t * du_stride + j;
      store(row, dcell * (1.f - forget));
      store(row + hidden, dforget);
      store(row + 2 * hidden, dreset);
      carry = dcell * forget + dforget * vf + dreset * vr;
      dvf += dforget * before;
      dvr += dreset * before;
      dbf += dforget;
      dbr += dreset;
    }
    store(dvb + j, load(dvb + j) + dvf);
    store(dvb + hidden + j, load(dvb + hidden + j) + dvr);
    store(dvb + 2 * hidden + j, load(dvb + 2 * hidden + j) + dbf);
    store(dvb + 3 * hidden + j, load(dvb + 3 * hidden + j) + dbr);
  }
}

static void add_scaled(int n, float w, const float* x, float* y) {
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) store(y + i, load(y + i) + load(x + i) * w);
  for (; i < n; ++i) y[i] += x[i] * w;
}

static float dot(int n, const float* x, const float* y) {
  constexpr int kParts = 16 / kLanes;
  V sums[kParts]{};
  for (int i = 0; i < n; i += 16) {
    for (int v = 0; v < kParts; ++v) sums[v] += load(x + i + v * kLanes) * load(y + i + v * kLanes);
  }
  float total = 0;
  for (int v = 0; v < kParts; ++v) {
    for (int j = 0; j < kLanes; ++j) total += sums[v][j];
  }
  return total;
}

static void add_bytes(int n, float w, const signed char* x, float* y) {
  for (int i = 0; i < n; i += kLanes) {
    store(y + i, load(y + i) + __builtin_convertvector(*reinterpret_cast<const B*>(x + i), V) * w);
  }
}

static void add_leaky(int n, const float* x, const float* y, float* z) {
  for (int i = 0; i < n; i += kLanes) {
    const V sum = load(x + i) + load(y + i);
    store(z + i, sum > V{} ? sum : sum * 0.1f);
  }
}

static float exponentials(int n, const float* x, float max, float* out) {
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const V e = exp_of(load(x + i) - max);
    store(out + i, e);
  }
  float total = 0;
  if (i < n) {
    float rest[kLanes];
    for (int j = 0; j < kLanes; ++j) rest[j] = i + j < n ? x[i + j] - max : 0;
    const V e = exp_of(load(rest));
    store(rest, e);
    for (int j = 0; i + j < n; ++j) {
      out[i + j] = rest[j];
    }
  }
  for (int j = 0; j < n; ++j) total += out[j];  // in order: the same on every machine
  return total;
}

extern const Kernels kKernels;
const Kernels kKernels{ASSAY_NAME, pack, multiply,  recur,     recur_back,
                       add_scaled, dot,  add_bytes, add_leaky, exponentials};

}  // namespace assay::language::ASSAY_KERNELS
