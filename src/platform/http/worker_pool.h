#pragma once
// A fixed number of threads behind a bounded queue: what does not fit is refused at once.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace platform {

class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t limit) : limit_(limit) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }
  ~WorkerPool() { finish(); }

  // False when the queue is full or the pool is closing.
  bool try_post(std::function<void()> task) {
    {
      std::lock_guard lock(mutex_);
      if (closing_ || tasks_.size() >= limit_) return false;
      tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
  }
  // Does what is queued, then ends the threads.
  void finish() {
    {
      std::lock_guard lock(mutex_);
      closing_ = true;
    }
    changed_.notify_all();
    threads_.clear();
  }
  std::size_t queued() const {
    std::lock_guard lock(mutex_);
    return tasks_.size();
  }

 private:
  void work() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closing_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool closing_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace platform
