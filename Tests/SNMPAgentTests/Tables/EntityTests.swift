import IPDECTCore
import NetworkValues
import Snapshot
import Testing

@testable import SNMPAgent

/// ENTITY-MIB and ENTITY-SENSOR-MIB show the devices of the site and the sensors of gateways.
struct EntityTests {
    let groups = TableFixture.groups()
    let physical = EntityTree.physical + [1]
    let contains = EntityTree.contains + [1, 1]
    let sensors = EntityTree.sensors + [1]

    private func changed(_ source: TableSource, _ change: (inout SiteSnapshot) -> Void) -> TableSource {
        var source = source
        source.snapshot.time = source.snapshot.time.adding(seconds: 5)
        source.snapshot.site.revision += 1
        change(&source.snapshot.site)
        return source
    }

    @Test func `each device is a chassis in the system`() throws {
        let image = try MIBImage.make(groups, from: TableFixture.source())
        #expect(image.number(physical + [5, 1]) == 11)
        #expect(image.text(physical + [7, 1]) == "Clinic")
        #expect(image.number(physical + [4, 1]) == 0)
        #expect(image.text(physical + [2, 300]) == "IP-DECT base station")
        #expect(image.oid(physical + [3, 300]) == [0, 0])
        #expect(image.number(physical + [4, 300]) == 1)
        #expect(image.number(physical + [5, 300]) == 3)
        #expect(image.number(physical + [6, 300]) == 3)
        #expect(image.text(physical + [7, 300]) == "ipbs3-00-00-3")
        #expect(image.text(physical + [8, 300]) == "IPBS3-A3/1A")
        #expect(image.text(physical + [9, 300]) == "12.1.0")
        #expect(image.text(physical + [10, 300]) == "12.1.5")
        #expect(image.text(physical + [11, 300]) == "")
        #expect(image.text(physical + [13, 300]) == "IPBS3")
        #expect(image.text(physical + [14, 300]) == "Corridor 3")
        #expect(image.number(physical + [16, 300]) == 1)
        #expect(image.get(physical + [17, 300])?.content == [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(image.text(physical + [18, 300]) == "urn:dev:mac:00013e000003")
        #expect(image.get(physical + [19, 300])?.content == [])
        #expect(image.number(contains + [1, 300]) == 300)
    }

    @Test func `a gateway contains its sensors and its wired parts`() throws {
        let image = try MIBImage.make(groups, from: TableFixture.source())
        let children = TableFixture.walk(image, below: contains + [200]).map { $0.name.last ?? 0 }
        #expect(children == [201, 202, 203, 204, 205, 223])
        for child in children { #expect(image.number(physical + [4, child]) == 200) }
        #expect(image.number(physical + [5, 201]) == 8)
        #expect(image.number(physical + [5, 223]) == 9)
        #expect(image.number(physical + [6, 223]) == 3)
        // Every entity but the system is in exactly one other.
        let entities = TableFixture.walk(image, below: physical + [4])
        #expect(entities.count == TableFixture.walk(image, below: contains).count + 1)
    }

    @Test func `sensors tell value, unit and when`() throws {
        let image = try MIBImage.make(groups, from: TableFixture.source())
        func row(_ index: UInt32) -> [UInt64] { (1...5).compactMap { image.number(sensors + [$0, index]) } }
        #expect(row(201) == [8, 9, 0, 31, 1])
        #expect(row(202) == [6, 8, 0, 21_000, 1])
        #expect(row(203) == [4, 8, 0, 48_000, 1])
        #expect(row(204) == [5, 8, 0, 437, 1])
        #expect(row(205) == [12, 9, 0, 1, 1])
        #expect(image.text(sensors + [6, 204]) == "milliamperes")
        #expect(image.number(sensors + [7, 201]) == 60_000)
        #expect(image.number(sensors + [8, 201]) == 0)
    }

    @Test func `every entity that is a sensor has its row, also when a value cannot be told`() throws {
        let source = changed(TableFixture.source()) { site in
            site.environments[0].environment.supplyMillivolts = 0
            site.environments[0].revision += 1
        }
        let image = try MIBImage.make(groups, from: source)
        // Current without a voltage: unavailable(2).
        #expect(image.number(sensors + [5, 204]) == 2)
        #expect(image.number(sensors + [5, 203]) == 1)
        let entities = TableFixture.walk(image, below: [1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1, 5]).filter {
            // PhysicalClass sensor(8).
            $0.content == [8]
        }
        #expect(!entities.isEmpty)
        for entity in entities { #expect(image.get(sensors + [5] + [entity.name.last ?? 0]) != nil) }
    }

    @Test func `a gateway that is lost has sensors that are unavailable, and alternating current is told apart`() throws
    {
        let source = changed(TableFixture.source()) { site in
            site.radios[1].registration = .staticLost
            site.radios[1].revision += 1
            site.environments[0].environment.supplyMillivolts = 230_000
            site.environments[0].environment.isFanRunning = false
            site.environments[0].environment.temperatureCelsius = -5
            site.environments[0].revision += 1
        }
        let image = try MIBImage.make(groups, from: source)
        #expect(image.number(sensors + [5, 201]) == 2)
        #expect(image.get(sensors + [4, 201])?.content == [0xfb])
        #expect(image.number(sensors + [1, 203]) == 3)
        #expect(image.number(sensors + [4, 204]) == 91)
        #expect(image.number(sensors + [4, 205]) == 2)
    }

    @Test func `a call changes no entity, a new firmware one row and the time of the last change`() throws {
        let source = TableFixture.source()
        let lastChange = EntityTree.general + [1, 0]
        let first = try MIBImage.make(groups, from: source)
        #expect(first.number(lastChange) == 0)
        let calls = changed(source) { site in
            site.radios[2].traffic.callsIn += 1
            site.radios[2].revision += 1
            site.wiredParts[0].part.transmitErrors += 1
            site.wiredParts[0].revision += 1
        }
        let second = try MIBImage.make(groups, from: calls, previous: first)
        #expect(first.table(entry: physical) === second.table(entry: physical))
        #expect(second.number(lastChange) == 0)
        let update = changed(calls) { site in
            site.radios[2].report.version = "13.0.0"
            site.radios[2].revision += 1
        }
        let third = try MIBImage.make(groups, from: update, previous: second)
        let before = try #require(second.table(entry: physical)), after = try #require(third.table(entry: physical))
        #expect(zip(before.rows, after.rows).count { $0 !== $1 } == 1)
        #expect(third.text(physical + [10, 300]) == "13.0.0")
        #expect(third.number(lastChange) == 61_000)
        #expect(second.table(entry: EntityTree.contains + [1]) === third.table(entry: EntityTree.contains + [1]))
    }

    @Test func `a device that goes leaves the numbers of the others as they were`() throws {
        let source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        let without = changed(source) { site in site.radios.remove(at: 2) }
        let second = try MIBImage.make(groups, from: without, previous: first)
        #expect(second.get(physical + [2, 300]) == nil)
        #expect(second.get(contains + [1, 300]) == nil)
        #expect(second.text(physical + [7, 400]) == "ipbs3-00-00-4")
    }

    @Test func `a device with a number beyond those of the module is left out`() throws {
        let source = changed(TableFixture.source()) { site in
            site.radios[4].index = UInt32(Int32.max)
        }
        let image = try MIBImage.make(groups, from: source)
        #expect(TableFixture.walk(image, below: physical + [4]).count == 1 + 4 + 6)
    }
}
