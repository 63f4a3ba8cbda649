# What goes over other people's WebSockets: chats, trade, nodes, notebooks, editors, chargers, homes. Nothing of it
# is told, whatever comes before or after it on the same connection.
# Ethereum JSON-RPC
0 open /ws/v3/abc
0 c {"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}
0 s {"jsonrpc":"2.0","id":1,"result":"0x9ce59a13059e417087c02d3236a0b1cc"}
0 s {"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x9ce59a13059e417087c02d3236a0b1cc","result":{"number":"0x1b4","hash":"0xe670ec64341771606e55d6b4ca35a1a6b75ee3d5145a99d05921026d1527331","parentHash":"0x9646252be9520f6e71339a8df9c55e4d7619deeb018d2a3f2d21fc165dde5eb5"}}}
0 c {"jsonrpc":"2.0","id":2,"method":"eth_call","params":[{"to":"0xdac17f958d2ee523a2206206994597c13d831ec7","data":"0x70a08231"},"latest"]}
0 s {"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"execution reverted"}}
0 c {"jsonrpc":"2.0","id":3,"method":"eth_unsubscribe","params":["0x9ce5"]}
# trading
1 open /stream?streams=btcusdt@depth
1 c {"method":"SUBSCRIBE","params":["btcusdt@aggTrade","btcusdt@depth"],"id":1}
1 s {"result":null,"id":1}
1 s {"e":"depthUpdate","E":123456789,"s":"BNBBTC","U":157,"u":160,"b":[["0.0024","10"]],"a":[["0.0026","100"]]}
1 s {"type":"ticker","sequence":5928281084,"product_id":"ETH-USD","price":"1285.22","best_bid":"1285.04","time":"2022-10-19T23:28:22.061769Z"}
1 c {"type":"subscribe","product_ids":["ETH-USD"],"channels":["level2","heartbeat",{"name":"ticker","product_ids":["ETH-BTC"]}]}
1 s {"type":"heartbeat","sequence":90,"last_trade_id":20,"product_id":"BTC-USD","time":"2014-11-07T08:19:28.464459Z"}
1 s {"type":"error","message":"Failed to subscribe","reason":"product_ids missing"}
1 s {"event":"systemStatus","connectionID":8628615390848610000,"status":"online","version":"1.0.0"}
1 s [0,{"as":[["5541.30000","2.50700000","1534614248.123678"]]},"book-100","XBT/USD"]
1 s {"op":"offer","candidate":null,"bid":12}
1 s {"type":"offer","id":"o-1","price":"12.5","currency":"EUR"}
# graphql subscriptions
2 open /graphql
2 c {"type":"connection_init","payload":{"authorization":"Bearer x"}}
2 s {"type":"connection_ack"}
2 c {"id":"1","type":"subscribe","payload":{"query":"subscription { messageAdded(room:\"x\"){ id text from { name } } }","variables":{"room":"x"}}}
2 s {"id":"1","type":"next","payload":{"data":{"messageAdded":{"id":"5","text":"offer me an answer","from":{"name":"a"}}}}}
2 s {"id":"1","type":"error","payload":[{"message":"denied"}]}
2 c {"id":"1","type":"complete"}
2 s {"type":"ping"}
2 c {"type":"pong"}
# stomp market
3 open /ws
3 c CONNECT
3 s CONNECTED
# signalr chat
4 open /chat?id=abc
4 c {"protocol":"json","version":1}
4 s {}
4 c {"arguments":["alice","HELLO there"],"target":"SendMessage","type":1}
4 s {"type":1,"target":"ReceiveMessage","arguments":["alice","hello"]}
4 s {"type":6}
4 s {"type":7,"error":"Server closed","allowReconnect":true}
# liveview
5 open /live/websocket?vsn=2.0.0
5 c ["4","4","lv:phx-F1","phx_join",{"url":"http://x/","params":{"_csrf_token":"t"},"session":"s","static":""}]
5 s ["4","4","lv:phx-F1","phx_reply",{"response":{"rendered":{"0":"x","s":["<div>","</div>"]}},"status":"ok"}]
5 c ["4","5","lv:phx-F1","event",{"type":"click","event":"inc","value":{"value":""}}]
5 s ["4",null,"lv:phx-F1","diff",{"0":"2"}]
5 c [null,"6","phoenix","heartbeat",{}]
5 s [null,"6","phoenix","phx_reply",{"response":{},"status":"ok"}]
# home assistant
6 open /api/websocket
6 s {"type":"auth_required","ha_version":"2024.1"}
6 c {"type":"auth","access_token":"secret"}
6 s {"type":"auth_ok","ha_version":"2024.1"}
6 c {"id":18,"type":"subscribe_events","event_type":"state_changed"}
6 s {"id":18,"type":"result","success":true,"result":null}
6 s {"id":18,"type":"event","event":{"data":{"entity_id":"light.bed_light","new_state":{"entity_id":"light.bed_light","state":"on","attributes":{"rgb_color":[254,208,0]}}},"event_type":"state_changed","time_fired":"2016","origin":"LOCAL"}}
6 c {"id":24,"type":"call_service","domain":"light","service":"turn_on","target":{"entity_id":"light.kitchen"}}
6 s {"id":24,"type":"result","success":false,"error":{"code":"not_found","message":"no"}}
6 c {"id":19,"type":"unsubscribe_events","subscription":18}
6 c {"id":25,"type":"camera/get_prefs","entity_id":"camera.door"}
6 c {"id":26,"type":"ping"}
6 s {"id":26,"type":"pong"}
# jupyter
7 open /api/kernels/x/channels?session_id=1
7 c {"header":{"msg_id":"a","username":"u","session":"s","msg_type":"execute_request","version":"5.2"},"metadata":{},"content":{"code":"offer = {'type':'offer','sdp':'v=0'}","silent":false},"buffers":[],"parent_header":{},"channel":"shell"}
7 s {"header":{"msg_id":"b","msg_type":"stream"},"content":{"name":"stdout","text":"candidate:1 1 udp 1 1.2.3.4 5 typ host\n"},"channel":"iopub"}
7 s {"header":{"msg_type":"error"},"content":{"ename":"E","evalue":"bad","traceback":[]},"channel":"iopub"}
# LSP
8 open /lsp
8 c {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":1,"rootUri":null,"capabilities":{"textDocument":{"publishDiagnostics":{}}}}}
8 s {"jsonrpc":"2.0","id":0,"result":{"capabilities":{"textDocumentSync":1,"completionProvider":{"resolveProvider":true}}}}
8 c {"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a","languageId":"sdp","version":1,"text":"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"}}}
8 c {"jsonrpc":"2.0","id":3,"method":"shutdown","params":null}
8 s {"jsonrpc":"2.0","id":3,"result":null}
8 s {"jsonrpc":"2.0","method":"$/progress","params":{"token":"x","value":{"kind":"begin","title":"t"}}}
# Slack
9 open /link/?ticket=x
9 s {"type":"hello","num_connections":1,"debug_info":{"host":"x"},"connection_info":{"app_id":"A"}}
9 s {"envelope_id":"x","type":"events_api","accepts_response_payload":false,"payload":{"event":{"type":"message","text":"hello","channel":"C1"}}}
9 c {"envelope_id":"x"}
9 s {"type":"disconnect","reason":"warning","debug_info":{"host":"x"}}
9 c {"id":1,"type":"message","channel":"C024BE91L","text":"Hello world"}
9 s {"ok":true,"reply_to":1,"ts":"1355517523.000005","text":"Hello world"}
9 c {"id":2,"type":"ping"}
9 s {"reply_to":2,"type":"pong"}
9 s {"type":"goodbye"}
9 s {"type":"room_join","room":{"id":"R1","name":"huddle"},"user":"U1","huddle":{"channel_id":"C1"}}
# Discord gateway
10 open /?v=10&encoding=json
10 s {"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":["x"]}}
10 c {"op":2,"d":{"token":"x","intents":513,"properties":{"os":"linux","browser":"b","device":"d"}}}
10 c {"op":1,"d":251}
10 s {"op":11}
10 s {"t":"MESSAGE_CREATE","s":2,"op":0,"d":{"content":"hi","channel_id":"1","author":{"id":"3","username":"x"}}}
10 c {"op":4,"d":{"guild_id":"41","channel_id":"127","self_mute":false,"self_deaf":false}}
10 s {"t":"VOICE_STATE_UPDATE","s":3,"op":0,"d":{"session_id":"abc","user_id":"1","channel_id":"2"}}
10 s {"t":"VOICE_SERVER_UPDATE","s":4,"op":0,"d":{"token":"my_token","guild_id":"41","endpoint":"x.discord.media:443"}}
10 c {"op":6,"d":{"token":"t","session_id":"s","seq":1337}}
# Mattermost
11 open /api/v4/websocket
11 c {"seq":1,"action":"authentication_challenge","data":{"token":"x"}}
11 s {"event":"hello","data":{"server_version":"3.6"},"broadcast":{"user_id":"u"},"seq":0}
11 s {"event":"posted","data":{"channel_display_name":"x","post":"{\"id\":\"1\",\"message\":\"hello\"}","sender_name":"a"},"broadcast":{"channel_id":"c"},"seq":2}
11 c {"action":"user_typing","seq":2,"data":{"channel_id":"c","parent_id":""}}
11 s {"status":"OK","seq_reply":2}
# Rocket.Chat
12 open /websocket
12 c {"msg":"connect","version":"1","support":["1"]}
12 s {"msg":"connected","session":"abc"}
12 c {"msg":"method","method":"login","id":"42","params":[{"resume":"tok"}]}
12 s {"msg":"result","id":"42","result":{"id":"u","token":"t"}}
12 c {"msg":"sub","id":"1","name":"stream-room-messages","params":["roomid",false]}
12 s {"msg":"ready","subs":["1"]}
12 s {"msg":"changed","collection":"stream-room-messages","id":"id","fields":{"eventName":"roomid","args":[{"_id":"m","rid":"r","msg":"hello"}]}}
12 s {"msg":"ping"}
12 c {"msg":"pong"}
# Matrix (over ws: rare) and element call widget
13 open /_matrix
13 s {"type":"m.room.message","room_id":"!a:x","sender":"@a:x","content":{"msgtype":"m.text","body":"v=0"}}
13 s {"next_batch":"s1","rooms":{"join":{"!a:x":{"timeline":{"events":[{"type":"m.room.member","content":{"membership":"join"}}]}}}}}
# socket.io chat
14 open /socket.io/?EIO=4&transport=websocket
14 s 0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
14 c 40
14 s 40{"sid":"y"}
14 c 42["join",{"room":"lobby","username":"alice"}]
14 s 42["user joined",{"username":"alice","numUsers":2}]
14 c 42["message",{"to":"bob","text":"answer me"}]
14 c 42["signal","hello"]
14 c 421["call",{"number":"+4912345"}]
14 s 431[{"status":"ok"}]
14 s 2
14 c 3
14 c 42["offer",{"price":12,"item":"chair"}]
14 s 42["candidate",{"name":"Jane","votes":3}]
14 s 41
# games etc.
15 open /game
15 c {"type":"join","room":"r1","name":"alice"}
15 s {"type":"joined","room":"r1","players":[1,2]}
15 c {"type":"leave","room":"r1"}
15 s {"type":"start","id":4}
15 s {"type":"config","settings":{"width":5}}
15 s {"id":"joinRoom","room":"x"}
15 s {"command":"start","streamId":"song"}
15 c {"command":"play","streamId":"song"}
15 c {"action":"announce","text":"dinner"}
15 s {"type":"peer","sessionId":"abc"}
15 c {"type":"connect","connectionId":"c1"}
15 s {"type":"register","roomId":"r","clientId":"c"}
15 s {"type":"welcome","peerId":"x"}
15 s {"type":"startSession","peerId":"x","sessionId":"y"}
15 s {"event":"connected","data":"x"}
15 c {"request":"join","room":1}
15 c {"janus":"info"}
15 c {"type":"subscribe","topics":["a","b"]}
15 c {"type":"publish","topic":"a","data":"x"}
15 s {"type":"OPEN"}
15 c {"type":"HEARTBEAT"}
15 s {"type":"LEAVE","src":"x"}
15 c {"type":"hello","hello":{"version":"1.0"}}
# twilio media streams (looks like twilio)
16 open /media
16 s {"event":"connected","protocol":"Call","version":"1.0.0"}
16 s {"event":"start","sequenceNumber":"1","start":{"streamSid":"MZ1","accountSid":"AC","callSid":"CA","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000}},"streamSid":"MZ1"}
16 s {"event":"media","sequenceNumber":"3","media":{"track":"outbound","chunk":"1","timestamp":"5","payload":"no+JhoaJjpzSHxAKBgYJDhtEopGKh4aIjZm7JhILBwYIDRg1qZSLh4aHjJSs"},"streamSid":"MZ1"}
16 s {"event":"stop","stop":{"callSid":"CA"}}
# openai realtime
17 open /v1/realtime?model=x
17 c {"type":"session.update","session":{"modalities":["text","audio"],"voice":"alloy","turn_detection":{"type":"server_vad"}}}
17 s {"type":"session.created","event_id":"e","session":{"id":"s","object":"realtime.session","model":"m","client_secret":null}}
17 c {"type":"input_audio_buffer.append","audio":"AAAAAAAAAAAAAAAA"}
# OCPP
18 open /CP1
18 c [2,"19223201","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]
18 s [3,"19223201",{"status":"Accepted","currentTime":"2013","interval":300}]
18 c [2,"1","Heartbeat",{}]
# nostr
19 open /
19 c ["REQ","sub1",{"kinds":[1],"limit":10}]
19 s ["EVENT","sub1",{"id":"aa","pubkey":"bb","created_at":1,"kind":1,"tags":[],"content":"offer","sig":"cc"}]
19 s ["EOSE","sub1"]
# obs websocket 5
20 open /
20 s {"op":0,"d":{"obsWebSocketVersion":"5.1.0","rpcVersion":1,"authentication":{"challenge":"x","salt":"y"}}}
20 c {"op":1,"d":{"rpcVersion":1,"authentication":"x","eventSubscriptions":33}}
20 s {"op":2,"d":{"negotiatedRpcVersion":1}}
20 c {"op":6,"d":{"requestType":"SetCurrentProgramScene","requestId":"f8","requestData":{"sceneName":"x"}}}
20 s {"op":7,"d":{"requestType":"SetCurrentProgramScene","requestId":"f8","requestStatus":{"result":true,"code":100}}}
# chrome devtools
21 open /devtools/page/1
21 c {"id":1,"method":"Page.enable","params":{}}
21 s {"id":1,"result":{}}
21 s {"method":"Network.webSocketFrameReceived","params":{"requestId":"1","timestamp":1,"response":{"opcode":1,"mask":false,"payloadData":"{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=- 1 1 IN IP4 0.0.0.0\\r\\ns=-\\r\\nt=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\na=mid:0\\r\\n\"}"}}}
21 s {"method":"Runtime.consoleAPICalled","params":{"type":"log","args":[{"type":"string","value":"candidate:1 1 udp 2113937151 192.0.2.7 50000 typ host"}]}}
# pusher
22 open /app/key?protocol=7
22 s {"event":"pusher:connection_established","data":"{\"socket_id\":\"1.2\",\"activity_timeout\":120}"}
22 c {"event":"pusher:subscribe","data":{"channel":"chat"}}
22 s {"event":"new-message","data":"{\"text\":\"hi\"}","channel":"chat"}
# wamp trading
23 open /ws
23 c [1,"realm1",{"roles":{"subscriber":{}}}]
23 s [2,9129137332,{"roles":{"broker":{}}}]
23 c [32,713845233,{},"com.myapp.mytopic1"]
23 s [36,5512315355,4429313566,{},["Hello, world!"]]
# meteor
24 open /sockjs/1/abc/websocket
24 s o
24 s a["{\"server_id\":\"0\"}"]
24 c ["{\"msg\":\"connect\",\"version\":\"1\",\"support\":[\"1\"]}"]
24 s a["{\"msg\":\"connected\",\"session\":\"x\"}"]
24 s h
