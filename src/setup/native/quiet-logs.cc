// TensorFlow's remarks on the processor (oneDNN, AVX) reach stderr while it is loaded, before TF_CPP_MIN_LOG_LEVEL is
// looked at. This library, which is readied between TensorFlow's logging and TensorFlow itself, applies that level earlier.
#include <dlfcn.h>

#include <cstdlib>

namespace {

// absl::SetMinLogLevel in the Abseil that TensorFlow 2.21 contains. With another one the logs merely stay talkative.
constexpr char kSetMinLogLevel[] =
    "_ZN4absl12lts_2025081414SetMinLogLevelENS0_18LogSeverityAtLeastE";

__attribute__((constructor)) void QuietLogs() {
  const char* level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  if (level == nullptr) return;
  using SetLevel = void (*)(int);
  auto set = reinterpret_cast<SetLevel>(dlsym(RTLD_DEFAULT, kSetMinLogLevel));
  if (set != nullptr) set(std::atoi(level));
}

}  // namespace
