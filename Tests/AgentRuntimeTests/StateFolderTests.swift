import Foundation
import Testing

@testable import AgentRuntime

struct StateFolderTests {
    @Test func `a folder is made for its owner alone`() throws {
        let parent = try TemporaryFolder()
        let folder = try StateFolder(path: parent.path + "/state")
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        #expect(folder.file("journal.sqlite") == folder.path + "/journal.sqlite")
    }

    @Test func `two agents do not share a folder`() throws {
        let parent = try TemporaryFolder()
        let first = try StateFolder(path: parent.path)
        do {
            _ = try StateFolder(path: first.path)
            Issue.record("the second agent got the folder")
        } catch {
            #expect(error.description.contains("another agent (process \(getpid()))"))
        }
    }

    @Test func `a folder that cannot be made is named`() throws {
        do {
            _ = try StateFolder(path: "/proc/nowhere/state")
            Issue.record("the folder was made")
        } catch {
            #expect(error.description.contains("/proc/nowhere/state"))
        }
    }

    @Test func `the marker of a run stays until the run ends in order`() throws {
        let parent = try TemporaryFolder()
        let marker = RunningMarker(path: parent.path + "/running")
        #expect(!marker.exists)
        try marker.create()
        #expect(marker.exists)
        marker.remove()
        #expect(!marker.exists)
    }
}
