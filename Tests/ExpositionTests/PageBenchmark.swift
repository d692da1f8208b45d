import Exposition
import IPDECTCore
import Snapshot
import Testing

/// How long a scrape of the largest system takes, and how large it is. The figures are printed; build for release.
@Suite(.serialized) struct PageBenchmark {
    @Test(arguments: ExpositionFormat.allCases)
    func `a page of 3,968 radios`(format: ExpositionFormat) throws {
        let snapshot = SimulatedSnapshot.make(radios: 3968, scenario: .busyHour, seconds: 20)
        let page = MetricsPage()
        var bytes = page.rendered(snapshot, as: format)
        var member: [UInt8] = []
        var rendering = Duration.seconds(1000)
        var packing = Duration.seconds(1000)
        for _ in 0..<5 {
            rendering = min(rendering, ContinuousClock().measure { bytes = page.rendered(snapshot, as: format) })
            packing = min(packing, try ContinuousClock().measure { member = try #require(Gzip.compressed(bytes)) })
        }
        let samples = StrictReader(bytes, as: format).sampleCounts.values.reduce(0, +)
        print(
            "\(format), 3,968 radios: \(samples) samples, \(bytes.count) octets in \(rendering); "
                + "gzip \(member.count) octets in \(packing)")
        #expect(samples > 60_000)
        #expect(member.count * 4 < bytes.count)
    }
}
