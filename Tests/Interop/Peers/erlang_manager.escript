#!/usr/bin/env escript
%% -*- erlang -*-
%% A manager made of Erlang's SNMP application, for the tests beside this folder.
%%
%%   erlang_manager.escript FOLDER MANAGER-PORT AGENT-PORT ENGINE-ID VERSION [USER AUTH PRIV]
%%
%% FOLDER is an empty one for its files. It reads sysName and sysUpTime, goes on from sysContact, takes 10 repetitions
%% behind the fault definitions, and prints what came: verb, tab, OID, tab, value.
-mode(compile).

main([Folder, ManagerPort, AgentPort, EngineID, Version | User]) ->
    write(Folder, Version, User, list_to_integer(ManagerPort), list_to_integer(AgentPort), engine(EngineID)),
    ok = application:load(snmp),
    Options = [{versions, [v1, v2, v3]}, {config, [{dir, Folder}, {db_dir, Folder}, {verbosity, silence}]}],
    ok = application:set_env(snmp, manager, Options),
    ok = snmp:start(),
    %% This manager learns an engine's boots and time from the refusal of its first request.
    Version =:= "3" andalso snmpm:sync_get2("tests", "agent", [[1,3,6,1,2,1,1,3,0]]),
    show("get", snmpm:sync_get2("tests", "agent", [[1,3,6,1,2,1,1,5,0], [1,3,6,1,2,1,1,3,0]])),
    show("next", snmpm:sync_get_next2("tests", "agent", [[1,3,6,1,2,1,1,4,0]])),
    case Version of
        "1" -> ok;
        _ -> show("bulk", snmpm:sync_get_bulk2("tests", "agent", 0, 10, [[1,3,6,1,4,1,8072,9999,9999,2,4,1,4,1,3]]))
    end,
    snmp:stop().

show(Verb, {ok, {noError, _, Variables}, _}) ->
    lists:foreach(
        fun({varbind, Name, _, Value, _}) ->
            io:format("~s\t~s\t~p~n", [Verb, lists:join(".", [integer_to_list(N) || N <- Name]), Value])
        end,
        Variables);
show(Verb, Other) ->
    io:format(standard_error, "~s: ~p~n", [Verb, Other]),
    halt(1).

engine(Text) -> binary_to_list(binary:decode_hex(list_to_binary(Text))).

write(Folder, Version, User, ManagerPort, AgentPort, EngineID) ->
    file(Folder, "manager.conf", [
        {address, [127,0,0,1]}, {port, ManagerPort}, {engine_id, "erlang-manager"}, {max_message_size, 65507}
    ]),
    file(Folder, "users.conf", [{"tests", snmpm_user_default, undefined, []}]),
    {Model, Security, Name, Level} =
        case {Version, User} of
            {"1", _} -> {v1, v1, "initial", noAuthNoPriv};
            {"2c", _} -> {v2, v2c, "initial", noAuthNoPriv};
            {"3", [N, "-", "-"]} -> {v3, usm, N, noAuthNoPriv};
            {"3", [N, _, "-"]} -> {v3, usm, N, authNoPriv};
            {"3", [N, _, _]} -> {v3, usm, N, authPriv}
        end,
    file(Folder, "agents.conf", [
        {"tests", "agent", "public", [127,0,0,1], AgentPort, EngineID, 2000, 1472, Model, Security, Name, Level}
    ]),
    file(Folder, "usm.conf", [usm(EngineID, User) || Version =:= "3"]).

usm(EngineID, [Name, Auth, Priv]) ->
    {Auth1, AuthKey} = auth(Auth, EngineID),
    {Priv1, PrivKey} = priv(Priv, Auth, EngineID),
    {EngineID, Name, Name, Auth1, AuthKey, Priv1, PrivKey}.

auth("-", _) -> {usmNoAuthProtocol, []};
auth("MD5", E) -> {usmHMACMD5AuthProtocol, key(md5, "authentication-password", E, 16)};
auth("SHA", E) -> {usmHMACSHAAuthProtocol, key(sha, "authentication-password", E, 20)};
auth("SHA-256", E) -> {usmHMAC192SHA256AuthProtocol, key(sha256, "authentication-password", E, 32)};
auth("SHA-512", E) -> {usmHMAC384SHA512AuthProtocol, key(sha512, "authentication-password", E, 64)}.

priv("-", _, _) -> {usmNoPrivProtocol, []};
priv("DES", Auth, E) -> {usmDESPrivProtocol, key(hash(Auth), "privacy-password", E, 16)};
priv("AES-128", Auth, E) -> {usmAesCfb128Protocol, key(hash(Auth), "privacy-password", E, 16)}.

hash("MD5") -> md5;
hash("SHA") -> sha;
hash("SHA-256") -> sha256;
hash("SHA-512") -> sha512.

key(Hash, Password, EngineID, Length) ->
    lists:sublist(snmp:passwd2localized_key(Hash, Password, EngineID), Length).

file(Folder, Name, Terms) ->
    ok = file:write_file(filename:join(Folder, Name), [io_lib:format("~p.~n", [Term]) || Term <- Terms]).
