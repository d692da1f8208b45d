import Foundation
import Testing

@testable import SNMPAgent

@Suite struct EngineIdentityTests {
    let folder: URL
    let file: EngineIdentityFile

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "identity-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = EngineIdentityFile(path: folder.appending(path: "engine").path)
    }

    func start() throws -> EngineIdentity {
        var random = SplitMix(state: 5)
        return try file.start(using: &random)
    }

    @Test func `a new engine has the form of RFC 3411`() throws {
        let identity = try start()
        #expect(identity.engineID.count == 13)
        #expect(identity.engineID.prefix(5) == [0x80, 0x00, 0x1f, 0x88, 5])
        #expect(identity.boots == 1)
    }

    @Test func `each start counts, and the identifier stays`() throws {
        let first = try start()
        for boots in 2...5 as ClosedRange<Int32> {
            let next = try start()
            #expect(next.engineID == first.engineID && next.boots == boots)
        }
    }

    @Test func `the copy stands in for a damaged or missing file`() throws {
        let first = try start()
        try Data("half".utf8).write(to: URL(filePath: file.path))
        let second = try start()
        #expect(second.engineID == first.engineID && second.boots == 2)
        try FileManager.default.removeItem(atPath: file.path)
        #expect(try start().boots == 3)
        try FileManager.default.removeItem(atPath: file.backupPath)
        #expect(try start().boots == 4)
    }

    @Test func `the higher count of two files holds`() throws {
        _ = try start()
        let old = try Data(contentsOf: URL(filePath: file.path))
        _ = try start()
        try old.write(to: URL(filePath: file.path))
        #expect(try start().boots == 3)
    }

    @Test func `two damaged files are no new engine`() throws {
        _ = try start()
        try Data("x".utf8).write(to: URL(filePath: file.path))
        try Data().write(to: URL(filePath: file.backupPath))
        #expect(throws: EngineIdentityError.self) { try start() }
    }

    @Test func `a folder that cannot be written is an error`() {
        let lost = EngineIdentityFile(path: folder.appending(path: "none/engine").path)
        var random = SplitMix(state: 1)
        #expect(throws: EngineIdentityError.self) { try lost.start(using: &random) }
    }

    @Test func `the last count of starts is never left`() throws {
        let last = try #require(EngineIdentity(engineID: [1, 2, 3, 4, 5], boots: .max))
        #expect(last.restarted().boots == .max)
    }

    @Test func `any changed octet is noticed`() throws {
        let text = try start().text
        let octets = Array(text.utf8)
        for position in octets.indices {
            var changed = octets
            changed[position] ^= 1
            #expect(String(validating: changed, as: UTF8.self).flatMap { EngineIdentity(text: $0) } == nil)
        }
    }
}
