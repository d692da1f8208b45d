import Testing

@testable import Journal

@Suite struct CommitQueueTests {
    private func request(_ count: Int) -> CommitQueue.Request {
        CommitQueue.Request(contents: manyFaults(count)) { _ in }
    }

    @Test func `the writer is told to come once, until it found nothing`() {
        var queue = CommitQueue()
        #expect(queue.add(request(1), maximumPending: 100) == true)
        #expect(queue.add(request(1), maximumPending: 100) == false)
        #expect(queue.take(limit: 64).count == 2)
        #expect(queue.add(request(1), maximumPending: 100) == false)
        #expect(queue.take(limit: 64).count == 1)
        #expect(queue.take(limit: 64).isEmpty)
        #expect(queue.add(request(1), maximumPending: 100) == true)
    }

    @Test func `a batch takes whole calls up to the limit`() {
        var queue = CommitQueue()
        for count in [30, 30, 4, 1, 200, 2] { _ = queue.add(request(count), maximumPending: 1000) }
        #expect(queue.pending == 267)
        #expect(queue.take(limit: 64).map(\.weight) == [30, 30, 4])
        #expect(queue.take(limit: 64).map(\.weight) == [1])
        #expect(queue.take(limit: 64).map(\.weight) == [200])
        #expect(queue.take(limit: 64).map(\.weight) == [2])
        #expect(queue.pending == 0)
    }

    @Test func `no more waits than may`() {
        var queue = CommitQueue()
        #expect(queue.add(request(90), maximumPending: 100) == true)
        #expect(queue.add(request(11), maximumPending: 100) == nil)
        #expect(queue.add(request(10), maximumPending: 100) == false)
        #expect(queue.add(CommitQueue.Request { _ in }, maximumPending: 100) == nil)
    }

    @Test func `the order of the calls is kept over thousands of them`() {
        var queue = CommitQueue()
        var taken: [Int] = []
        for index in 0..<5000 {
            _ = queue.add(
                CommitQueue.Request(
                    cursors: [.advance(name: "a", to: UInt64(index), isConfirmed: false)]
                ) { _ in }, maximumPending: 10_000)
            if index % 3 == 0 {
                taken += queue.take(limit: 2).flatMap(\.cursors).compactMap {
                    if case .advance(_, let number, _) = $0 { Int(number) } else { nil }
                }
            }
        }
        while true {
            let batch = queue.take(limit: 64)
            guard !batch.isEmpty else { break }
            taken += batch.flatMap(\.cursors).compactMap {
                if case .advance(_, let number, _) = $0 { Int(number) } else { nil }
            }
        }
        #expect(taken == Array(0..<5000))
    }
}
