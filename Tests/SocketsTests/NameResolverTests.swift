import Dispatch
import NetworkValues
import Sockets
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct NameResolverTests {
    /// A name service that answers only when it is let: with the number of the question.
    private final class Names: Sendable {
        let gate = DispatchSemaphore(value: 0)
        private let asked = Mutex<[String]>([])
        let news = AsyncStream.makeStream(of: String.self)

        /// The names that a thread has looked up, or still does.
        var names: [String] { asked.withLock { $0 } }

        func resolver(threads: Int, askers: Int = 100) -> NameResolver {
            NameResolver(threadLimit: threads, askerLimit: askers) { question in
                let count = self.asked.withLock { asked in
                    asked.append(question.host)
                    return asked.count
                }
                self.news.continuation.yield(question.host)
                self.gate.wait()
                return [.v4(UInt32(count))]
            }
        }

        /// Waits until a thread looks up a name.
        func began(_ name: String) async {
            for await found in news.stream where found == name { return }
        }
    }

    @Test func `who is cancelled waits no longer, though the system goes on`() async throws {
        let names = Names()
        let resolver = names.resolver(threads: 1)
        let first = Task { try await resolver.addresses(.init("dead.example")) }
        await names.began("dead.example")
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        names.gate.signal()
    }

    @Test func `a name that is looked up already takes no second thread`() async throws {
        let names = Names()
        let resolver = names.resolver(threads: 4)
        let first = Task { try await resolver.addresses(.init("one.example")) }
        await names.began("one.example")
        first.cancel()
        _ = await first.result
        // The thread is still at it; who asks again gets what it finds.
        let again = Task { try await resolver.addresses(.init("one.example")) }
        let other = Task { try await resolver.addresses(.init("one.example", isUsable: true)) }
        await names.began("one.example")
        for _ in 0..<3 { names.gate.signal() }
        #expect(try await other.value == [.v4(2)])
        let found = try await again.value
        // Most often it asked while the thread was at it; just after, when its task was slow to start.
        #expect(found == [.v4(1)] || found == [.v4(3)])
    }

    @Test func `while all threads hang others wait, and can leave`() async throws {
        let names = Names()
        let resolver = names.resolver(threads: 1)
        let first = Task { try await resolver.addresses(.init("dead.example")) }
        await names.began("dead.example")
        let left = Task { try await resolver.addresses(.init("left.example")) }
        let second = Task { try await resolver.addresses(.init("second.example")) }
        left.cancel()
        await #expect(throws: CancellationError.self) { try await left.value }
        for _ in 0..<2 { names.gate.signal() }
        #expect(try await first.value == [.v4(1)])
        #expect(try await second.value == [.v4(2)])
        #expect(names.names == ["dead.example", "second.example"])
    }

    @Test func `too many who ask are told so`() async throws {
        let names = Names()
        let resolver = names.resolver(threads: 1, askers: 1)
        let first = Task { try await resolver.addresses(.init("dead.example")) }
        await names.began("dead.example")
        let failure = await #expect(throws: NameResolver.Failure.self) {
            try await resolver.addresses(.init("other.example"))
        }
        #expect(
            failure?.description
                == "no address for other.example: 1 lookups wait already for the name service")
        names.gate.signal()
        #expect(try await first.value == [.v4(1)])
        // There is room again.
        names.gate.signal()
        #expect(try await resolver.addresses(.init("other.example")) == [.v4(2)])
    }

    @Test func `an address is itself and needs no thread`() async throws {
        let names = Names()
        let resolver = names.resolver(threads: 0)
        #expect(try await resolver.addresses(.init("192.0.2.7")) == [IPAddress("192.0.2.7")])
        #expect(try await resolver.addresses(.init("2001:db8::7")) == [IPAddress("2001:db8::7")])
        #expect(names.names.isEmpty)
    }

    @Test func `the system knows this host, and no name that cannot be`() async throws {
        #expect(try await NameResolver.shared.addresses(.init("localhost", family: .ipv4)) == [.loopback])
        let failure = await #expect(throws: NameResolver.Failure.self) {
            try await NameResolver.shared.addresses(.init("no.such.host.invalid"))
        }
        #expect(failure?.description.hasPrefix("no address for no.such.host.invalid: ") == true)
    }
}
