import Faults
import NetworkValues
import Testing

/// Random operations on the table and on its model, side by side.
struct AlarmTablePropertyTests {
    static let codes: [FaultCode] = [
        .ipInterfaceDown, .boxMemoryLow, .rfpBusyForSpeech, FaultCode(rawValue: 0x00ff_0001),
    ]

    /// A table and its model, and what the two answered last.
    struct Pair {
        var table: AlarmTable
        var model: AlarmModel
        var random: SeededGenerator
        var now = seconds(0)
        var refusals = 0
        var timeouts = 0

        init(seed: UInt64, limit: Int) {
            table = AlarmTable(limit: limit)
            model = AlarmModel(limit: limit)
            random = SeededGenerator(seed: seed)
        }

        /// Does one random operation on both; `false` when they answer differently.
        mutating func step() -> Bool {
            now = now.adding(seconds: Int64.random(in: 0...120, using: &random))
            let device = DeviceID(rawValue: UInt64.random(in: 1...6, using: &random))
            let code = codes[Int.random(in: codes.indices, using: &random)]
            let source = Bool.random(using: &random) ? "A" : "B"
            let key = AlarmKey(device: device, source: source, code: code)
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<9:
                let text = "\(now.seconds)"
                let change = table.raise(code, on: subject(device.rawValue), source: source, text: text, at: now)
                if case .refused = change { refusals += 1 }
                return change == model.raise(key, text, at: now)
            case 9..<13:
                return [table.clear(key, at: now)].compactMap(\.self)
                    == model.end(AlarmChange.cleared) { $0.key == key }
            case 13:
                return table.clearAll(on: device, at: now)
                    == model.end(AlarmChange.cleared) { $0.key.device == device }
            case 14:
                table.objectGone(device, at: now)
                model.setGone(device, since: now)
            case 15:
                table.objectReturned(device)
                model.setGone(device, since: nil)
            case 16, 17:
                let number = UInt32.random(in: 0...table.lastNumber, using: &random)
                return table.acknowledge(number: number) == model.acknowledge(number)
            case 18:
                let limit = now.adding(seconds: -1800)
                let changes = table.expire(at: now)
                timeouts += changes.count
                return changes == model.end(AlarmChange.timedOut) { $0.objectGoneSince.map { $0 <= limit } ?? false }
            default:
                table = AlarmTable(
                    restoring: table.alarms.shuffled(using: &random), lastNumber: table.lastNumber, limit: model.limit)
                model.gone = model.gone.filter { gone in model.standing.keys.contains { $0.device == gone.key } }
                model.refused = 0
            }
            return true
        }

        /// Whether everything that can be read of the table is what the model says.
        var agrees: Bool {
            table.alarms == model.alarms && table.lastNumber == model.lastNumber
                && table.refusedCount == model.refused && table.nextDeadline == model.nextDeadline
                && table.worst == model.alarms.map(\.severity).max()
                && FaultSeverity.allCases.allSatisfy { severity in
                    table.active(severity) == model.alarms.count { $0.severity == severity }
                }
                && (1...6).map(DeviceID.init(rawValue:)).allSatisfy { device in
                    let alarms = model.alarms.filter { $0.key.device == device }
                    return table.active(on: device) == alarms.count
                        && table.worst(on: device) == alarms.map(\.severity).max()
                }
                && model.alarms.allSatisfy { table.alarm($0.key) == $0 && table.alarm(number: $0.number) == $0 }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `any sequence of operations leaves what a simple model leaves`(seed: UInt64) {
        var pair = Pair(seed: seed, limit: 12)
        for step in 0..<2000 {
            guard pair.step(), pair.agrees else {
                Issue.record("seed \(seed): table and model differ at step \(step)")
                return
            }
        }
        #expect(pair.table.lastNumber > 100)
        #expect(pair.refusals > 10 && pair.timeouts > 10, "the sequence reaches the bound and the timeout")
    }
}
