//! Work in parallel, results in order, memory bounded.
//!
//! Invariant: results come in the order of the jobs for any number of threads, and no more than `AHEAD` jobs a
//! thread are begun and not yet delivered. Absent on purpose: what a job is.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Jobs begun and not yet delivered, for each thread: enough that a slow one does not make the others wait.
const AHEAD: usize = 8;

/// The cores that this program may use.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` on every job on `threads` threads and gives each result, in order, to `deliver` on this one, until
/// that answers false. Where one of them panics, so does this.
///
/// ```
/// let mut squares = Vec::new();
/// kilas::pipeline::run(1..5, 2, |n| n * n, |square| {
///     squares.push(square);
///     true
/// });
/// assert_eq!(squares, [1, 4, 9, 16]);
/// ```
pub fn run<J: Send, R: Send>(
    jobs: impl Iterator<Item = J> + Send,
    threads: usize,
    work: impl Fn(J) -> R + Sync,
    mut deliver: impl FnMut(R) -> bool,
) {
    let (give, take) = sync_channel::<(usize, J)>(threads);
    let (done, results) = sync_channel::<(usize, thread::Result<R>)>(threads * AHEAD);
    // A permit for each job under way: a job is begun only when one is free.
    let (begin, finish) = sync_channel::<()>(threads * AHEAD);
    let take = Mutex::new(take);
    thread::scope(|scope| {
        scope.spawn(move || {
            for job in jobs.enumerate() {
                if begin.send(()).is_err() || give.send(job).is_err() {
                    break;
                }
            }
        });
        for _ in 0..threads {
            let (done, take, work) = (done.clone(), &take, &work);
            scope.spawn(move || {
                loop {
                    let job = take.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
                    let Ok((number, job)) = job else { break };
                    // The others would wait for its result for ever.
                    let result = catch_unwind(AssertUnwindSafe(|| work(job)));
                    if done.send((number, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let mut early = BTreeMap::new();
        let (mut next, mut panicked) = (0, None);
        'all: for (number, result) in &results {
            early.insert(number, result);
            while let Some(result) = early.remove(&next) {
                next += 1;
                let _ = finish.recv();
                // Nor may this thread be unwound before the others are let go.
                let delivered = result.and_then(|result| catch_unwind(AssertUnwindSafe(|| deliver(result))));
                let is_wanted = delivered.unwrap_or_else(|panic| {
                    panicked = Some(panic);
                    false
                });
                if !is_wanted {
                    break 'all;
                }
            }
        }
        // Whoever still waits to hand something over is let go by the ends of the channels.
        drop((results, finish));
        let _ = take.lock().map(|take| while take.try_recv().is_ok() {});
        if let Some(panic) = panicked {
            resume_unwind(panic);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_for_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            run(
                0..1000,
                threads,
                |n| n * 2,
                |n| {
                    seen.push(n);
                    true
                },
            );
            assert_eq!(seen, (0..1000).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "job 5")]
    fn a_job_that_panics_ends_it_too() {
        run(0.., 3, |n: u32| assert!(n != 5, "job {n}"), |()| true);
    }

    #[test]
    #[should_panic(expected = "result 2")]
    fn a_result_whose_delivery_panics_ends_it_too() {
        let take_time = |n: u32, milliseconds| {
            std::thread::sleep(std::time::Duration::from_millis(milliseconds));
            n
        };
        // At that moment the only thread works and a job waits to be taken by it, which it never is.
        run(
            0..,
            1,
            |n| take_time(n, 20),
            |n| {
                // Without the hook, which takes so long that no job is left.
                if take_time(n, 5) == 2 { resume_unwind(Box::new("result 2")) } else { true }
            },
        );
    }

    #[test]
    fn it_ends_when_nobody_wants_more() {
        let mut seen = 0;
        run(
            0..,
            3,
            |n: u32| n,
            |_| {
                seen += 1;
                seen < 50
            },
        );
        assert_eq!(seen, 50);
    }
}
