import Faults
import Journal
import NetworkValues

/// Appends from several tasks without end. After each acknowledgement it says which numbers it was given, and which
/// alarms stand or were cleared by it; after each cursor's move, where the cursor stands.
struct Victim {
    let path: String
    let seed: UInt64
    let bytes: Int64

    func run() async throws {
        let settings = bytes > 0 ? JournalSettings(maximumBytes: bytes) : JournalSettings()
        let journal = try JournalCrasher.open(path, settings)
        let (_, lastAlarm) = try await journal.restoreAlarms()
        say("ready \(journal.lastNumber) \(lastAlarm)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<3 {
                group.addTask { try await append(to: journal, task: task) }
            }
            group.addTask { try await raiseAlarms(in: journal, after: lastAlarm) }
            group.addTask { try await follow(journal) }
            try await group.waitForAll()
        }
    }

    private func append(to journal: Journal, task: Int) async throws {
        var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(task)
        var index = 0
        while true {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let count = 1 + Int(state >> 60)
            let records = (0..<count).map { JournalContent.fault(Samples.fault(index + $0, time: wallClock())) }
            let numbers = try await journal.append(records)
            say("append \(numbers.lowerBound) \(numbers.upperBound)")
            index += count
        }
    }

    /// Raises alarms and clears every second one: the state must follow the records to the letter.
    private func raiseAlarms(in journal: Journal, after last: UInt32) async throws {
        var number = last
        while true {
            number += 1
            let time = wallClock()
            let raised = Samples.fault(Int(number), alarm: number, activity: .alarm, time: time)
            let numbers = try await journal.append(
                [.fault(raised)], alarmState: [.put(Samples.alarm(number, time: time))])
            say("append \(numbers.lowerBound) \(numbers.upperBound)")
            say("raise \(number)")
            guard number.isMultiple(of: 2) else { continue }
            let cleared = Samples.fault(Int(number), alarm: number, activity: .alarmCleared, time: time)
            let clearing = try await journal.append([.fault(cleared)], alarmState: [.remove(number: number)])
            say("append \(clearing.lowerBound) \(clearing.upperBound)")
            say("clear \(number)")
        }
    }

    /// An outlet that delivers in small bites.
    private func follow(_ journal: Journal) async throws {
        let cursor = try await journal.cursor(named: "outlet", startingAt: .oldest)
        for await _ in journal.growth() {
            while let last = try await cursor.next(limit: 50).last {
                try await cursor.advance(to: last.number)
                say("cursor \(last.number)")
            }
        }
    }
}
