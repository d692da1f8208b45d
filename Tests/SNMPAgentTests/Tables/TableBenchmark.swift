import Faults
import IPDECTCore
import NetworkValues
import Snapshot
import Testing

@testable import SNMPAgent

/// How long an image of the largest system takes. The bounds hold in an optimized build with a wide margin.
@Suite(.serialized)
struct TableBenchmark {
    private func time(_ count: Int = 5, _ work: () throws -> Void) rethrows -> Duration {
        var best = Duration.seconds(1000)
        for _ in 0..<count { best = min(best, try ContinuousClock().measure(work)) }
        return best
    }

    @Test func `an image of 3,968 radios is made in milliseconds`() throws {
        let groups = TableFixture.groups()
        var source = TableFixture.source(radioCount: 3968, alarmCount: 100)
        var image = try MIBImage.make(groups, from: source)
        let first = try time(1) {
            image = try MIBImage.make(TableFixture.groups(), from: source)
        }
        image = try MIBImage.make(groups, from: source)
        let nothing = try time { image = try MIBImage.make(groups, from: source, previous: image) }
        let ten = try time {
            source.snapshot.site.revision += 1
            for position in 0..<10 {
                source.snapshot.site.radios[position * 300].revision += 1
                source.snapshot.site.radios[position * 300].traffic.callsIn += 1
                source.snapshot.site.radios[position * 300].sync.candidates[0].rssi -= 1
                source.snapshot.site.radios[position * 300].lastSeen = source.snapshot.time.adding(seconds: 1)
            }
            image = try MIBImage.make(groups, from: source, previous: image)
        }
        let all = try time {
            source.snapshot.site.revision += 1
            for position in source.snapshot.site.radios.indices {
                source.snapshot.site.radios[position].revision += 1
                source.snapshot.site.radios[position].name += "x"
                source.snapshot.site.radios[position].traffic.callsIn += 1
                source.snapshot.site.radios[position].sync.rssi =
                    -(source.snapshot.site.radios[position].sync.rssi ?? 0) / 2
                source.snapshot.site.radios[position].sync.candidates[0].rssi -= 1
            }
            image = try MIBImage.make(groups, from: source, previous: image)
        }
        print("image of 3,968 radios: first \(first), nothing changed \(nothing), 10 \(ten), all \(all)")
        print("\(image.instanceCount) instances, \(image.byteCount) octets of rows")
        #expect(image.instanceCount > 60_000)
    }

    @Test func `the standard modules add little to an image of 3,968 radios`() throws {
        let names: Set<String> = [
            "HOST-RESOURCES-MIB", "ENTITY-MIB", "ENTITY-SENSOR-MIB", "IP-MIB", "ALARM-MIB", "ITU-ALARM-MIB",
            "NOTIFICATION-LOG-MIB",
        ]
        let all = TableFixture.groups()
        var source = TableFixture.source(radioCount: 3968, alarmCount: 2000)
        for (title, groups) in [("without", all.filter { !names.contains($0.name) }), ("with", all)] {
            var image = try MIBImage.make(groups, from: source)
            let nothing = try time { image = try MIBImage.make(groups, from: source, previous: image) }
            let calls = try time {
                source.snapshot.site.revision += 1
                for position in 0..<10 {
                    source.snapshot.site.radios[position * 300].revision += 1
                    source.snapshot.site.radios[position * 300].traffic.callsIn += 1
                }
                image = try MIBImage.make(groups, from: source, previous: image)
            }
            let fault = try time {
                let alarm = source.snapshot.alarms.alarms[7]
                _ = source.snapshot.alarms.raise(
                    alarm.key.code, on: alarm.subject, source: alarm.key.source, text: "again", at: source.snapshot.time
                )
                let record = TableFixture.record(.alarm, alarm)
                source.snapshot.events.append(record)
                source.snapshot.log.append(.init(number: source.snapshot.log.lastNumber + 1, record: record))
                image = try MIBImage.make(groups, from: source, previous: image)
            }
            let sample = try time {
                source.snapshot.host.processors[0].loadPercent = UInt8.random(in: 0...100)
                source.snapshot.host.network.counters["Ip.InReceives", default: 0] += 1
                image = try MIBImage.make(groups, from: source, previous: image)
            }
            print(
                "\(title) standard modules, 2,000 alarms: nothing changed \(nothing), 10 calls \(calls), a fault \(fault),",
                "a sample of the host \(sample); \(image.instanceCount) instances, \(image.byteCount) octets")
        }
    }
}
