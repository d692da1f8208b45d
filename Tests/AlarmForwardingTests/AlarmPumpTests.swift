import Journal
import Synchronization
import Testing

@testable import AlarmForwarding

/// Delivery of alarms to one web server: in order, whole, and said again as long as they stand.
struct AlarmPumpTests {
    @Test func `an alarm that the server refuses is set aside, and the others arrive in order`() async throws {
        let bench = try AlarmBench()
        let receiver = try await AlarmReceiver { $0.source == "S1" ? 400 : 204 }
        try await bench.forwarding(to: [receiver.server()]) { service async throws in
            for number in 0..<4 { try await bench.raise("S\(number)") }
            #expect(try await eventually { service.status[0].position == 4 })
            #expect(receiver.words == ["alarm S0", "alarm S2", "alarm S3"])
            #expect(service.status[0].setAside == 1 && service.status[0].refusals.map(\.number) == [2])
        }
        await receiver.stop()
    }

    @Test func `a server that fails at everything loses nothing`() async throws {
        let bench = try AlarmBench()
        let isWell = Mutex(false)
        let receiver = try await AlarmReceiver { _ in isWell.withLock(\.self) ? 204 : 503 }
        try await bench.forwarding(to: [receiver.server()]) { service async throws in
            for number in 0..<4 { try await bench.raise("S\(number)") }
            #expect(try await eventually { receiver.refusals > 40 })
            #expect(service.status[0].setAside == 0)
            isWell.withLock { $0 = true }
            #expect(try await eventually { service.status[0].position == 4 })
            #expect(Set(receiver.words) == ["alarm S0", "alarm S1", "alarm S2", "alarm S3"])
            #expect(receiver.words.count == 4)
        }
        await receiver.stop()
    }

    @Test func `an alarm at which the server fails again and again is set aside when it takes another`() async throws {
        let bench = try AlarmBench()
        let receiver = try await AlarmReceiver { $0.source == "S0" ? 500 : 204 }
        try await bench.forwarding(to: [receiver.server()]) { service async throws in
            try await bench.raise("S0")
            #expect(try await eventually { receiver.refusals > 10 })
            #expect(service.status[0].setAside == 0)
            try await bench.raise("S1")
            #expect(try await eventually { service.status[0].position == 2 })
            #expect(receiver.words == ["alarm S1"] && service.status[0].setAside == 1)
        }
        await receiver.stop()
    }

    @Test func `an alarm that stands is said again after half an hour, and no longer once it is cleared`() async throws
    {
        let bench = try AlarmBench()
        let receiver = try await AlarmReceiver()
        try await bench.forwarding(to: [receiver.server()]) { service async throws in
            let number = try await bench.raise("S0")
            try await bench.raise("S1")
            #expect(try await eventually { receiver.words == ["alarm S0", "alarm S1"] })
            bench.skip(minutes: 32)
            #expect(try await eventually { receiver.words.count == 4 })
            #expect(receiver.words.suffix(2) == ["alarm S0 again", "alarm S1 again"])
            #expect(receiver.taken.last { $0.source == "S0" }?.number == number)
            #expect(try await eventually { service.status[0].repeated == 2 })
            try await bench.clear("S0")
            #expect(try await eventually { receiver.words.last == "cleared S0" })
            bench.skip(minutes: 32)
            #expect(try await eventually { receiver.words.count == 6 })
            #expect(receiver.words.last == "alarm S1 again")
        }
        await receiver.stop()
    }

    @Test func `nothing overtakes the clear of an alarm`() async throws {
        let bench = try AlarmBench()
        let answers = Mutex(0)
        // Fails often enough that a record is suspected, and recovers just then.
        let receiver = try await AlarmReceiver { _ in
            let count = answers.withLock { count in
                count += 1
                return count
            }
            return count < 12 ? 503 : 204
        }
        try await bench.forwarding(to: [receiver.server()]) { service async throws in
            try await bench.raise("S0")
            try await bench.clear("S0")
            #expect(try await eventually { service.status[0].position == 2 })
            #expect(receiver.words == ["alarm S0", "cleared S0"])
            bench.skip(minutes: 32)
            try await bench.raise("S1")
            // What stands is due to be said again, which the new alarm may just be in time for.
            #expect(try await eventually { receiver.words.count >= 3 })
            #expect(receiver.words.prefix(3) == ["alarm S0", "cleared S0", "alarm S1"])
        }
        await receiver.stop()
    }

    @Test func `records that the journal drops count as lost, also behind a restart`() async throws {
        let bench = try AlarmBench(JournalSettings(maximumBytes: 1 << 20))
        let receiver = try await AlarmReceiver { _ in 503 }
        try await bench.forwarding(to: [receiver.server()]) { service async throws in
            try await bench.fill(6000)
            #expect(bench.journal.firstNumber > 1)
            #expect(try await eventually { service.status[0].lost == bench.journal.firstNumber - 1 })
        }
        let dropped = bench.journal.firstNumber - 1
        try await bench.forwarding(to: [receiver.server()]) { service async throws in
            #expect(try await eventually { service.status[0].lost == dropped && service.status[0].position >= dropped })
        }
        await receiver.stop()
    }

    @Test func `other servers leave a server's counters and connections alone`() async throws {
        let bench = try AlarmBench()
        let (first, second) = (try await AlarmReceiver(), try await AlarmReceiver())
        try await bench.forwarding(to: [first.server()]) { service async throws in
            try await bench.raise("S0")
            #expect(try await eventually { service.status[0].sent == 1 })
            service.apply([first.server(), second.server(2)])
            #expect(try await eventually { bench.journal.cursorNames.count == 2 })
            try await bench.raise("S1")
            #expect(try await eventually { service.status[0].sent == 2 && service.status[1].sent == 1 })
            #expect(bench.clients.withLock(\.self) == 2)
        }
        await first.stop()
        await second.stop()
    }
}
