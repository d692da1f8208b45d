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
}
