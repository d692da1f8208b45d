import Synchronization

/// Counts who follows something, up to a limit.
final class ReaderCount: Sendable {
    /// A reader's place, until it is released.
    final class Seat: Sendable {
        private let count: ReaderCount

        fileprivate init(_ count: ReaderCount) { self.count = count }

        deinit { count.taken.withLock { $0 -= 1 } }
    }

    private let taken = Mutex(0)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// A place; `nil` when all are taken.
    func seat() -> Seat? {
        let isFree = taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
        return isFree ? Seat(self) : nil
    }
}
