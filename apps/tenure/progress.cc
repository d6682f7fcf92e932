#include "apps/tenure/progress.h"

#include <algorithm>
#include <cmath>

#include "apps/tenure/text_width.h"

namespace tenure::apps {
namespace {

constexpr std::chrono::milliseconds kBetweenDrawings{100};
constexpr std::chrono::seconds kBetweenLines{5};
constexpr std::size_t kBar = 24;
constexpr double kSoonest = 0.001;  // a rate over less than a millisecond says nothing

std::string rate(std::uint64_t count, double seconds) {
  return withThousands(
      static_cast<std::uint64_t>(std::llround(static_cast<double>(count) / std::max(seconds, kSoonest))));
}

std::string bar(double fraction) {
  const auto filled = static_cast<std::size_t>(fraction * static_cast<double>(kBar));
  return "[" + std::string(filled, '#') + std::string(kBar - filled, '.') + "]";
}

}  // namespace

std::string withThousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string asClock(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(std::clamp(seconds, 0.0, 1e12)));
  const auto two = [](std::uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const std::uint64_t minutes = whole / 60;
  if (minutes < 60) return std::to_string(minutes) + ":" + two(whole % 60);
  return std::to_string(minutes / 60) + ":" + two(minutes % 60) + ":" + two(whole % 60);
}

Progress::Progress(std::string work, std::string unit, bool quiet, std::FILE* file,
                   std::function<Clock::time_point()> now)
    : work_(std::move(work)),
      unit_(std::move(unit)),
      file_(file),
      now_(std::move(now)),
      terminal_(terminalOf(file)),
      quiet_(quiet),
      started_(now_()),
      shown_(started_) {}

Progress::~Progress() { clear(); }

void Progress::update(std::uint64_t count, std::optional<double> fraction) {
  if (quiet_) return;
  const Clock::time_point at = now_();
  const auto wait =
      terminal_.is_terminal ? Clock::duration(kBetweenDrawings) : Clock::duration(kBetweenLines);
  if (at - shown_ < wait) return;
  shown_ = at;
  const std::string text = line(count, fraction, secondsSince(started_));
  if (terminal_.is_terminal) {
    print("\r" + cutToWidth(text, terminal_.columns.value_or(80) - 1) + "\x1B[K");
    drawn_ = true;
  } else {
    print(text + "\n");
  }
}

void Progress::updateOf(std::uint64_t done, std::uint64_t total) {
  update(done,
         total == 0 ? std::nullopt : std::optional(static_cast<double>(done) / static_cast<double>(total)));
}

void Progress::done(std::uint64_t count) {
  if (quiet_) return;
  clear();
  const double seconds = secondsSince(started_);
  const auto tenths = static_cast<std::uint64_t>(std::llround(seconds * 10));
  print(work_ + ": " + withThousands(count) + " " + unit_ + " in " + std::to_string(tenths / 10) + "." +
        std::to_string(tenths % 10) + " s (" + rate(count, seconds) + "/s)\n");
}

std::string Progress::line(std::uint64_t count, std::optional<double> fraction, double seconds) const {
  const std::string counted = withThousands(count) + " " + unit_;
  const std::string speed = rate(count, seconds) + "/s";
  if (!fraction) return work_ + ": " + counted + ", " + speed;
  const double part = std::clamp(*fraction, 0.0, 1.0);
  const std::string percent = std::to_string(static_cast<int>(part * 100)) + " %";
  const std::string left = part > 0.0 ? ", " + asClock(seconds * (1 - part) / part) + " left" : "";
  const std::string drawn = terminal_.is_terminal ? bar(part) + " " : "";
  return work_ + ": " + drawn + percent + ", " + counted + ", " + speed + left;
}

double Progress::secondsSince(Clock::time_point start) const {
  return std::chrono::duration<double>(now_() - start).count();
}

void Progress::print(std::string_view text) const {
  // A standard error that nobody reads is no reason to stop the work.
  std::fwrite(text.data(), 1, text.size(), file_);
  std::fflush(file_);
}

void Progress::clear() {
  if (drawn_) print("\r\x1B[K");
  drawn_ = false;
}

}  // namespace tenure::apps
