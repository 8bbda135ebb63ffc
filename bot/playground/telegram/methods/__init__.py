"""The methods of the Bot API that the simulated server has, by their name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.playground.telegram.methods import asking, changing, introducing, sending
from bot.playground.telegram.params import Params
from bot.playground.telegram.world import World

Method = Callable[[World, Params], Any]

METHODS: dict[str, Method] = {
    "getMe": asking.get_me,
    "getChat": asking.get_chat,
    "getFile": asking.get_file,
    "answerCallbackQuery": asking.answer_callback_query,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "forwardMessage": sending.forward_message,
    "copyMessage": sending.copy_message,
    "editMessageText": changing.edit_message_text,
    "editMessageCaption": changing.edit_message_caption,
    "editMessageReplyMarkup": changing.edit_message_reply_markup,
    "deleteMessage": changing.delete_message,
    "setMyCommands": introducing.set_my_commands,
    "getMyCommands": introducing.get_my_commands,
    "deleteMyCommands": introducing.delete_my_commands,
    "setMyName": introducing.set_about("name"),
    "setMyDescription": introducing.set_about("description"),
    "setMyShortDescription": introducing.set_about("short_description"),
    "setChatMenuButton": introducing.set_chat_menu_button,
}
